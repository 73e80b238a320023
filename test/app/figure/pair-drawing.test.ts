import { expect, test } from 'vitest';
import { abscissas, type SetAbscissa } from '../../../app/figure/abscissa.ts';
import type { Curve } from '../../../app/figure/curve.ts';
import { difference } from '../../../app/figure/figures/difference.ts';
import { distance } from '../../../app/figure/figures/distance.ts';
import { ratio } from '../../../app/figure/figures/ratio.ts';
import type { StepFigure } from '../../../app/figure/figure.ts';
import { groupingOf, looksOf } from '../../../app/figure/grouping.ts';
import { pairsOf } from '../../../app/figure/pairing.ts';
import { quantities } from '../../../app/figure/quantity.ts';
import type { Source } from '../../../app/figure/subject.ts';
import { drawFigure } from '../../../app/figure/svg/draw.ts';
import type { Run } from '../../../app/run/run.ts';
import { combine } from '../../../app/series/combine.ts';
import { noStudies } from '../../../app/study/kept.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';
import { every, type Series } from './draw.ts';

const LAST = 100;
const gd = run('a', { step: LAST }, completed({ ...network(), optimizer: { kind: 'gd', stepSize: 0.05 } }));
const sam = run(
  'b',
  { step: LAST },
  completed({ ...network(), optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 } }),
);
const ofGd = (step: number): number => 2 * Math.exp(-step / 40) + 0.2;
const ofSam = (step: number): number => 3 * Math.exp(-step / 30) + 0.1;
const series: Readonly<Record<string, Series>> = {
  a: { loss: every(LAST + 1, ofGd), sharpness: every(LAST + 1, (step) => 10 + 30 * (1 - ofGd(step) / 2.2)) },
  b: {
    loss: every(LAST + 1, ofSam),
    sharpness: every(LAST + 1, (step) => 10 + 5 * Math.cos(step / 20)),
    'distance.a': every(LAST + 1, (step) => Math.sqrt(step) / 5),
  },
};

function draw(
  figure: StepFigure,
  runs: readonly Run[] = [gd, sam],
  against: string | null = null,
  abscissa: SetAbscissa = abscissas.step,
): string {
  const stretch = { from: 0, to: abscissa.name === 'step' ? LAST : 2 * LAST };
  const curve = ({ runs: read, combined }: Source, name: string): Curve | null => {
    const all = read.flatMap(({ id }) => {
      const found = series[id]?.[name];
      return found ? [{ step: Float64Array.from(found.step), value: Float64Array.from(found.value) }] : [];
    });
    if (all.length < read.length) return null;
    return {
      ...(combined === null ? all[0]! : combine(combined, all)),
      ...{ read: stretch, density: Infinity, ended: true },
    };
  };
  const grouping = groupingOf(runs, null);
  return drawFigure({
    ...{ figure, curve, abscissa, stretch, sharedAxes: true, version: '9.9.9' },
    ...{ subjects: pairsOf(grouping.subjects, against), looks: looksOf(runs, grouping), behind: false },
    ...{ whole: () => null, studies: () => noStudies, events: () => [], at: () => null },
    map: ({ experiment }) => abscissa.along(experiment),
    steps: () => stretch,
  });
}

/** What the points of a line say by the ticks of a linear axis, or a logarithmic one. */
function values(svg: string, owner: string, isLog = false): number[] {
  const d = new RegExp(`data-run="${owner.replace('+', '\\+')}"[^>]* d="([^"]*)"`).exec(svg)?.[1] ?? '';
  const heights = d
    .split(/[ML]/)
    .filter(Boolean)
    .map((point) => Number(point.split(' ')[1]));
  const texts = svg.matchAll(/<text[^>]* y="([\d.]+)" text-anchor="end">([^<]*)<\/text>/g);
  const ticks = [...texts].map(([, y, words]) => ({
    row: Number(y) - 4,
    value: Number(words!.replace('−', '-')),
  }));
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const of = isLog ? Math.log : (value: number): number => value;
  const back = isLog ? Math.exp : (value: number): number => value;
  return heights.map((y) =>
    back(of(low.value) + ((y - low.row) / (high.row - low.row)) * (of(high.value) - of(low.value))),
  );
}

test('a difference and a ratio are drawn where the values of both say, the run before the reference', () => {
  const [differences, ratios] = [difference, ratio].map((figure) => draw(figure.of!(quantities.loss)));
  values(differences!, 'difference b+a').forEach((value, step) => {
    expect(value).toBeCloseTo(ofSam(step) - ofGd(step), 1);
  });
  values(ratios!, 'ratio b+a', true).forEach((value, step) => {
    expect(value).toBeCloseTo(ofSam(step) / ofGd(step), 1);
  });
  expect(differences).toContain('>SAM − GD ℓ</text>');
  expect(ratios).toContain('>SAM / GD ℓ</text>');
  const turned = draw(difference.of!(quantities.loss), [gd, sam], 'b');
  values(turned, 'difference a+b').forEach((value, step) => {
    expect(value).toBeCloseTo(ofGd(step) - ofSam(step), 1);
  });
  expect(turned).toContain('>GD − SAM ℓ</text>');
});

test('the caption tells the settings of both runs, each once', () => {
  const other = run('c', { step: LAST }, completed({ ...network(), seed: 9 }));
  const svg = draw(difference, [gd, sam, other]);
  for (const id of ['a', 'b']) expect(svg.match(new RegExp(`run ${id}\\)`, 'g'))).toHaveLength(1);
  expect(svg).toContain('SAM seed 1 − GD λ₁ ends at');
});

test('a distance is drawn where it was computed, and of many axes it is said by whose steps', () => {
  const svg = draw(distance, [gd, sam], null, abscissas.evaluations);
  expect(svg).toContain('data-run="b+a" data-series="distance.a"');
  expect(svg).toContain('SAM from GD ‖Δw‖ ends at 2 at step 100');
  expect(svg).toContain('Both runs at the same step, placed by the gradient evaluations of the first');
  expect(draw(distance, [gd, sam], 'b')).not.toContain('data-series');
});

// Drawings by eye: whoever changes how figures look looks at them anew.
test.each([difference, ratio, distance])('the drawing of $name', async (figure) => {
  await expect(draw(figure)).toMatchFileSnapshot(`drawn/${figure.name}.svg`);
});
