import { expect, test } from 'vitest';
import { abscissas } from '../../../app/figure/abscissa.ts';
import { difference } from '../../../app/figure/figures/difference.ts';
import { distance } from '../../../app/figure/figures/distance.ts';
import { loss } from '../../../app/figure/figures/loss.ts';
import { ratio } from '../../../app/figure/figures/ratio.ts';
import { groupingOf, looksOf, MOST_SUBJECTS } from '../../../app/figure/grouping.ts';
import { drawnPairs, lookOf, pairsOf, placeNote, referenceOf } from '../../../app/figure/pairing.ts';
import { quantities } from '../../../app/figure/quantity.ts';
import { firstRun, ownerOf, pair, seriesOf, single, sourceLines } from '../../../app/figure/subject.ts';
import type { Run } from '../../../app/run/run.ts';
import { run, sam } from '../../renderer/run.ts';

const gd = (seed = 1): Run => run(`gd${seed}`, {}, { seed });
const bouncing = (seed = 1, radius = 0.03): Run =>
  run(`sam${radius}s${seed}`, {}, { seed, optimizer: sam(0.05, radius) });
const ids = (runs: readonly Run[], against: string | null, together = false): string[] =>
  pairsOf(groupingOf(runs, together).subjects, against).map(({ id }) => id);

test('every run is compared with the first, or with the one that was chosen', () => {
  const runs = [gd(), bouncing(), bouncing(1, 0.1)];
  expect(ids(runs, null)).toEqual(['sam0.03s1+gd1', 'sam0.1s1+gd1']);
  expect(ids(runs, 'sam0.1s1')).toEqual(['gd1+sam0.1s1', 'sam0.03s1+sam0.1s1']);
  expect(ids(runs, 'elsewhere')).toEqual(ids(runs, null));
  expect(ids([gd()], null)).toEqual([]);
  expect(ids([], null)).toEqual([]);
  expect(referenceOf([], null)).toBeNull();
});

test('seeds that are drawn as one are compared seed by seed, others with the one run that there is', () => {
  const runs = [gd(1), gd(2), bouncing(2), bouncing(1), bouncing(3)];
  expect(ids(runs, null, true)).toEqual(['sam0.03s2+gd2', 'sam0.03s1+gd1']);
  expect(ids(runs, 'sam0.03s3', true)).toEqual(['gd1+sam0.03s1', 'gd2+sam0.03s2']);
  expect(ids([gd(1), bouncing(2), bouncing(3)], null, true)).toEqual(['sam0.03s2+gd1', 'sam0.03s3+gd1']);
});

test('of many pairs twenty are drawn', () => {
  const seeds = Array.from({ length: 30 }, (_, seed) => [gd(seed), bouncing(seed)]).flat();
  expect(ids(seeds, null, true)).toHaveLength(MOST_SUBJECTS);
});

test('a figure of pairs draws pairs alone, and one of runs none', () => {
  const both = pair(bouncing(), gd());
  expect(sourceLines(difference, single(gd()), false)).toEqual([]);
  expect(sourceLines(loss, both, false)).toEqual([]);
  const [line] = sourceLines(difference.of!(quantities.loss), both, false);
  expect(seriesOf(line!.source, line!.figureCurve.series)).toEqual({
    ids: ['sam0.03s1', 'gd1'],
    combined: 'difference',
    name: 'loss',
  });
  const [apart] = sourceLines(distance, both, false);
  expect(seriesOf(apart!.source, apart!.figureCurve.series)).toEqual({
    id: 'sam0.03s1',
    name: 'distance.gd1',
  });
});

test('difference and ratio of a pair are two lines, which know the run whose steps they lie at', () => {
  const both = pair(bouncing(), gd());
  const owners = [difference, ratio, distance].flatMap((figure) =>
    sourceLines(figure, both, false).map((line) => ownerOf(both, line)),
  );
  expect(owners).toEqual(['difference sam0.03s1+gd1', 'ratio sam0.03s1+gd1', 'sam0.03s1+gd1']);
  expect(owners.map(firstRun)).toEqual(['sam0.03s1', 'sam0.03s1', 'sam0.03s1']);
  expect(firstRun('gd1')).toBe('gd1');
});

test('a pair looks as its first run does, and its name says what is made of both', () => {
  const runs = [gd(), bouncing(), bouncing(1, 0.1)];
  const looks = looksOf(runs, groupingOf(runs, null));
  const both = pair(runs[1]!, runs[0]!);
  const labels = [difference, ratio, distance].flatMap((figure) =>
    sourceLines(figure, both, false).map((line) => lookOf(both, line, looks)),
  );
  expect(labels).toEqual(
    ['SAM ρ .03 − GD', 'SAM ρ .03 / GD', 'SAM ρ .03 from GD'].map((label) => ({
      ...looks.get('sam0.03s1'),
      label,
    })),
  );
});

test('a distance is of runs with one start, and a gauge of runs that both have one', () => {
  const [a, b] = [gd(), bouncing()];
  const elsewhere = run('elsewhere', { startHash: 'another' });
  const pairs = [pair(b, a), pair(elsewhere, a)];
  expect(drawnPairs(distance, pairs)).toEqual([pairs[0]]);
  expect(drawnPairs(loss, pairs)).toEqual([]);
  const { momentum, batch } = a.experiment.optimizer;
  const adaptive = run(
    'asam',
    {},
    {
      optimizer: {
        kind: 'asam',
        stepSize: 0.05,
        radius: 0.1,
        offset: 0.01,
        epsilon: 'auto',
        momentum,
        batch,
      },
    },
  );
  const gauges = difference.of!(quantities.gauge);
  expect(drawnPairs(gauges, [pair(b, a), pair(adaptive, a), pair(a, adaptive)])).toEqual([pair(b, a)]);
});

test('each quantity is drawn as itself, with its unit', () => {
  const titles = Object.values(quantities).map((quantity) => difference.of!(quantity));
  expect(titles.map(({ axis }) => axis)).toEqual(['Δλ₁, L/W²', 'Δℓ, L', 'Δs', 'Δ‖g‖, L/W']);
  expect(ratio.of!(quantities.gradientNorm).formula).toBe('‖g‖ / ‖g‖ of the reference, at the same step');
});

test('where steps stand elsewhere for each run, it is said by which run they are placed', () => {
  const pairs = [pair(bouncing(), gd())];
  const seeds = groupingOf([gd(1), gd(2)], true).subjects;
  expect(placeNote(difference, abscissas.step, pairs)).toBeNull();
  expect(placeNote(loss, abscissas.time, seeds)).toBeNull();
  expect(placeNote(loss, abscissas.seconds, [single(gd())])).toBeNull();
  expect(placeNote(difference, abscissas.evaluations, pairs)).toBe(
    'Both runs at the same step, placed by the gradient evaluations of the first of them.',
  );
  expect(placeNote(loss, abscissas.seconds, seeds)).toBe(
    'Seeds that are drawn as one are placed by the seconds of the first of them.',
  );
});
