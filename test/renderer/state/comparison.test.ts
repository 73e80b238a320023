import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StepFigure } from '../../../app/figure/figure.ts';
import type { Line } from '../../../app/figure/line.ts';
import { difference } from '../../../app/figure/figures/difference.ts';
import { loss } from '../../../app/figure/figures/loss.ts';
import { ratio } from '../../../app/figure/figures/ratio.ts';
import { quantities } from '../../../app/figure/quantity.ts';
import type { Run } from '../../../app/run/run.ts';
import { noStudies } from '../../../app/study/kept.ts';
import { Comparison } from '../../../renderer/state/comparison.svelte.ts';
import { Route } from '../../../renderer/state/route.svelte.ts';
import { Runs } from '../../../renderer/state/runs.svelte.ts';
import { idOf, readWindow, valueAt } from '../recorded.ts';
import { rooted, watched } from '../rooted.svelte.ts';
import { run, sam } from '../run.ts';
import { StillLab } from '../still-lab.ts';

const LONG = 100_000; // steps
const gd = run('gd', { step: LONG }, { steps: LONG });
const other = run('sam', { step: LONG }, { steps: LONG, optimizer: sam(0.1, 0.03) });

let lab: StillLab;
let end = (): void => undefined;

/** The comparison of runs at an address, once it has read what it needs. */
async function opened(
  hash: string,
  runs: readonly Run[] = [gd, other],
  seconds: Readonly<Record<string, readonly (readonly [step: number, seconds: number])[]>> = {},
  inSight: readonly string[] = ['loss', 'difference', 'ratio'],
): Promise<Comparison> {
  location.hash = hash;
  lab = new StillLab({
    'runs.list': () => runs,
    'runs.events': () => [],
    'runs.studies': () => noStudies,
    'runs.compare': () => ({
      ...{ runs, differing: [], shared: [], statistics: [], distances: [] },
      gradientEvaluations: runs.map(() => 0),
    }),
    'series.read': ({ series, from = 0, to = LONG, buckets }) =>
      series.map((one) => ({
        id: idOf(one),
        ...(one.name === 'seconds'
          ? clock(seconds[idOf(one)] ?? [], from, to)
          : readWindow({ stretch: { from, to }, ...(buckets === undefined ? {} : { buckets }) }, LONG, 1)),
        name: one.name,
      })),
  });
  const listed = new Runs(lab);
  await listed.load();
  const comparison = new Comparison(lab, listed, new Route(), [loss, difference, ratio]);
  // It reads nothing before a chart has its place, and what is in sight is known.
  comparison.widen(256);
  for (const name of inSight) comparison.sights.tell(name, 'card', true);
  end = rooted(() => comparison.follow(() => true));
  flushSync();
  await vi.waitFor(() => {
    flushSync();
    expect(comparison.lines(loss).length).toBeGreaterThanOrEqual(comparison.subjects.length);
  });
  return comparison;
}

/** The series `seconds` of a run, within some steps. */
function clock(all: readonly (readonly [step: number, seconds: number])[], from: number, to: number) {
  const within = all.filter(([step]) => step >= from && step <= to);
  return {
    step: Float64Array.from(within, ([step]) => step),
    value: Float64Array.from(within, ([, seconds]) => seconds),
    ...{ recorded: within.length, thinned: false },
  };
}

beforeEach(() => {
  location.hash = '';
});

afterEach(() => end());

const last = (values: Float64Array | undefined): number => values?.at(-1) ?? NaN;

test('against gradient evaluations a step of SAM goes twice as far, and against η·step by its η', async () => {
  const byWork = await opened('#/compare?runs=gd,sam&x=evaluations');
  expect(byWork.whole).toEqual({ from: 0, to: 2 * LONG });
  expect(byWork.lines(loss).map(({ x }) => last(x))).toEqual([LONG, 2 * LONG]);
  for (const { curve, x } of byWork.lines(loss)) expect(x).toHaveLength(curve.step.length);
  end();
  const byTime = await opened('#/compare?runs=gd,sam&x=time');
  expect(byTime.lines(loss).map(({ x }) => last(x))).toEqual([0.05 * LONG, 0.1 * LONG]);
});

test('each run is read over its own steps of what is shown, with a bucket to a pixel', async () => {
  const comparison = await opened('#/compare?runs=gd,sam&x=evaluations&evaluations=80000-100000');
  comparison.widen(1000);
  flushSync();
  await vi.waitFor(() => {
    flushSync();
    for (const { curve, x } of comparison.lines(loss)) {
      const shown = x.filter((place) => place >= 80_000 && place <= 100_000);
      // Two points to a pixel: neither side of the oscillation is lost.
      expect(shown.length).toBeGreaterThan(1.9 * 1000);
      expect(curve.read.to).toBeLessThanOrEqual(LONG);
    }
  });
  const [first, second] = comparison.lines(loss);
  expect(first?.curve.read.from).toBeGreaterThan(second?.curve.read.from ?? Infinity);
});

test('the cursor stands at one place, and at the step of every run there', async () => {
  const comparison = await opened('#/compare?runs=gd,sam&x=evaluations');
  comparison.cursor.at = 3001;
  flushSync();
  await vi.waitFor(() =>
    expect(comparison.pointed('gd', 'loss')).toEqual({ place: 3001, value: valueAt(3001) }),
  );
  expect(comparison.pointed('sam', 'loss')).toEqual({ place: 3002, value: valueAt(1501) });
});

test('another axis keeps the steps of the first run in sight, and stands in the address', async () => {
  const comparison = await opened('#/compare?runs=sam,gd&steps=1000-2000');
  comparison.count('evaluations');
  expect(location.hash).toBe('#/compare?runs=sam,gd&x=evaluations&evaluations=2000-4000');
  comparison.count('time');
  expect(location.hash).toBe('#/compare?runs=sam,gd&x=time&time=100-200');
  comparison.count('step');
  expect(comparison.stretch).toEqual({ from: 1000, to: 2000 });
});

test('where η falls all the way the buckets of the steep part are no wider than a pixel', async () => {
  const falling = run(
    'a',
    { step: LONG },
    {
      optimizer: {
        kind: 'gd',
        stepSize: { kind: 'piecewise', values: [1, 0.01], at: [1000] },
        momentum: 0,
        batch: 'full',
      },
      steps: LONG,
    },
  );
  const comparison = await opened('#/compare?runs=a&x=time', [falling]);
  comparison.widen(512);
  flushSync();
  const whole = 1000 + 0.01 * (LONG - 1000);
  expect(comparison.whole.to).toBeCloseTo(whole, 9);
  await vi.waitFor(() => {
    flushSync();
    const x = comparison.lines(loss)[0]?.x ?? Float64Array.of();
    // The first thousand steps take half of the axis: 256 pixels, so all of them are there.
    expect(x.filter((place) => place < 1000).length).toBeGreaterThanOrEqual(512);
  });
});

test('on a logarithmic axis the first steps are all there, and a reading of several runs is one', async () => {
  const comparison = await opened('#/compare?runs=gd,sam&across=log&steps=0-100000');
  comparison.widen(512);
  flushSync();
  expect(comparison.stretch).toEqual({ from: 1, to: LONG });
  await vi.waitFor(() => {
    flushSync();
    const x = comparison.lines(loss)[0]?.x ?? Float64Array.of();
    // 512 pixels over five decades: a bucket below step 40 is narrower than a step.
    expect([...x.filter((place) => place >= 1 && place <= 40)]).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });
  for (const { series } of lab.questions('series.read')) expect(series).toHaveLength(4);
});

test('a figure turned to its other scale is so in the address, and back', async () => {
  const comparison = await opened('#/compare?runs=gd,sam');
  comparison.turn('loss');
  expect(location.hash).toBe('#/compare?runs=gd,sam&turned=loss');
  expect(comparison.figures[0]).toMatchObject({ scale: 'linear', holds: 'zero' });
  comparison.turn('loss');
  expect(comparison.figures[0]).toMatchObject({ scale: 'log' });
  comparison.space('log');
  expect(location.hash).toBe('#/compare?runs=gd,sam&across=log');
});

test('the view of one run turns its figures too, and keeps the step it stands at', async () => {
  const comparison = await opened('#/run/gd?at=7', [gd]);
  comparison.turn('loss');
  expect(location.hash).toBe('#/run/gd?at=7&turned=loss');
  comparison.show({ from: 10, to: 20 });
  expect(location.hash).toBe('#/run/gd?steps=10-20&at=7&turned=loss');
});

test('seeds as one: mean, band and themselves are read, the cursor reads the mean, hiding one leaves it out', async () => {
  const seeds = [1, 2, 3].map((seed) => run(`s${seed}`, { step: LONG }, { steps: LONG, seed }));
  const comparison = await opened('#/compare?runs=s1,s2,s3', seeds);
  expect(comparison.grouping).toMatchObject({ isPossible: true, isTogether: false });
  comparison.gather(true);
  expect(location.hash).toBe('#/compare?runs=s1,s2,s3&seeds=together');
  flushSync();
  const parts = (): string[] => comparison.lines(loss).map(({ part, run: of }) => `${part} ${of}`);
  const all = 's1+s2+s3';
  await vi.waitFor(() => {
    flushSync();
    expect(parts()).toEqual([
      `least ${all}`,
      `greatest ${all}`,
      'member s1',
      'member s2',
      'member s3',
      `whole ${all}`,
    ]);
  });
  comparison.cursor.at = 777;
  flushSync();
  await vi.waitFor(() => expect(comparison.pointed(all, 'loss')?.place).toBe(777));
  comparison.toggle('s2');
  flushSync();
  await vi.waitFor(() => {
    flushSync();
    expect(parts()).toContain('whole s1+s3');
  });
  const asked = lab.questions('series.read').flatMap(({ series }) => series);
  expect(asked).toContainEqual({ ids: ['s1', 's3'], combined: 'mean', name: 'loss' });
});

test('of more than twenty runs only what is drawn is read', async () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    run(`s${index}`, { step: LONG }, { steps: LONG, seed: index }),
  );
  const comparison = await opened(`#/compare?runs=${many.map(({ id }) => id).join()}`, many);
  expect(comparison.subjects).toHaveLength(1);
  expect(comparison.grouping.sentence).toMatch(/^30 runs of 1 setting: /);
  const asked = lab.questions('series.read').flatMap(({ series }) => series);
  expect(asked.map((one) => ('ids' in one ? one.combined : one.id)).sort()).toEqual([
    'greatest',
    'least',
    'mean',
  ]);
});

test('in columns every figure has a panel for each run; a run by itself has none beside it', async () => {
  const comparison = await opened('#/compare?runs=gd,sam');
  comparison.arrange(true);
  expect(location.hash).toBe('#/compare?runs=gd,sam&layout=columns');
  expect(comparison.figures).toMatchObject([
    { name: 'loss', panels: 'each', wide: false },
    { name: 'difference', panels: 'together', wide: true },
    { name: 'ratio', panels: 'together', wide: true },
  ]);
  comparison.toggle('sam');
  expect(comparison.columns).toBe(false);
  expect(comparison.figures).toMatchObject([
    { name: 'loss', panels: 'together' },
    { wide: false },
    { wide: false },
  ]);
});

test('pairs are compared by the quantity and with the run that the address says', async () => {
  const comparison = await opened('#/compare?runs=gd,sam&of=gradientNorm&against=sam');
  const shown = comparison.figures.filter((figure): figure is StepFigure => figure.name === 'difference');
  expect(shown.map(({ axis }) => axis)).toEqual(['Δ‖g‖, L/W']);
  expect(comparison.reference?.id).toBe('sam');
  expect(comparison.subjectsOf(shown[0]!).map(({ id }) => id)).toEqual(['gd+sam']);
  expect(comparison.lines(shown[0]!)).toMatchObject([
    { run: 'difference gd+sam', appearance: { label: 'GD − SAM' } },
  ]);
  const asked = lab.questions('series.read').flatMap(({ series }) => series);
  for (const combined of ['difference', 'ratio'])
    expect(asked).toContainEqual({ ids: ['gd', 'sam'], combined, name: 'gradientNorm' });
  comparison.compareBy('loss');
  comparison.compareWith('gd');
  expect(location.hash).toBe('#/compare?runs=gd,sam&of=loss&against=gd');
  expect(comparison.pairs.map(({ id }) => id)).toEqual(['sam+gd']);
  comparison.toggle('gd');
  expect(comparison.pairs).toEqual([]);
});

test('difference and ratio of one series have each its own value at the cursor, at the steps of the first run', async () => {
  const comparison = await opened('#/compare?runs=gd,sam&of=loss&x=evaluations');
  const losses = difference.of!(quantities.loss);
  await vi.waitFor(() => {
    flushSync();
    expect(comparison.lines(losses)).toHaveLength(1);
  });
  expect(last(comparison.lines(losses)[0]?.x)).toBe(2 * LONG);
  comparison.cursor.at = 800;
  await vi.waitFor(() => {
    flushSync();
    for (const combined of ['difference', 'ratio'])
      expect(comparison.pointed(`${combined} sam+gd`, 'loss')).toEqual({ place: 800, value: valueAt(400) });
  });
  const asked = lab.questions('series.read').filter(({ from, to }) => from === 400 && to === 400);
  expect(asked.flatMap(({ series }) => series)).toContainEqual({
    ids: ['sam', 'gd'],
    combined: 'ratio',
    name: 'loss',
  });
});

test('against seconds each run lies by its own clock, zoom and cursor go by it, and the address has it', async () => {
  const clocks = {
    gd: [
      [0, 0],
      [LONG / 2, 1],
      [LONG, 4],
    ],
    sam: [
      [0, 1],
      [LONG, 9],
    ],
  } as const;
  const comparison = await opened('#/compare?runs=gd,sam&x=seconds', undefined, clocks);
  await vi.waitFor(() => {
    flushSync();
    expect(comparison.lines(loss)).toHaveLength(2);
  });
  expect(comparison.whole).toEqual({ from: 0, to: 9 });
  expect(comparison.lines(loss).map(({ x }) => [x[0], last(x)])).toEqual([
    [0, 4],
    [1, 9],
  ]);
  expect(comparison.stepAt(gd, 2.5)).toBe(0.75 * LONG);
  expect(comparison.placeOf('sam', LONG / 4)).toBe(3);
  expect(comparison.unplaced).toBeNull();
  comparison.show({ from: 1, to: 2.5 });
  expect(location.hash).toBe('#/compare?runs=gd,sam&x=seconds&seconds=1-2.5');
  expect(comparison.stepsOf(gd)).toEqual({ from: LONG / 2, to: 0.75 * LONG });
  comparison.count('evaluations');
  expect(comparison.stretch).toEqual({ from: LONG / 2, to: 0.75 * LONG });
  // What a clock says is known once it was read.
  comparison.count('seconds');
  expect(comparison.address.stretch).toBeNull();
});

test('a run without a clock is left out, and it is said; without any there is nothing but the words', async () => {
  const clocks = { gd: [[0, 0] as const, [LONG, 5] as const] };
  const comparison = await opened('#/compare?runs=gd,sam&x=seconds', undefined, clocks);
  await vi.waitFor(() => {
    flushSync();
    expect(comparison.lines(loss)).toHaveLength(1);
    expect(comparison.unplaced).toBe('No computing time was recorded of SAM: not drawn against seconds.');
  });
  expect(comparison.shown.map(({ id }) => id)).toEqual(['gd']);
  expect(comparison.pairs).toEqual([]);
  comparison.toggle('gd');
  expect(comparison.absence).toBe('No computing time was recorded');
  comparison.toggle('sam');
  expect(comparison.absence).toBe('All runs are hidden');
  end();
  const none = await opened('#/compare?runs=gd,sam&x=seconds');
  await vi.waitFor(() => {
    flushSync();
    expect(none.unplaced).toBe('No computing time was recorded of GD and SAM: not drawn against seconds.');
  });
  expect(none.shown).toEqual([]);
  none.count('step');
  expect(none.shown).toHaveLength(2);
});

test('while a run goes on its axis grows with its curves, and news that change no line draw none anew', async () => {
  const going = run('gd', { status: 'running', step: 1000 }, { steps: LONG });
  const comparison = await opened('#/compare?runs=gd', [going]);
  const drawn: { readonly to: number; readonly lines: readonly Line[] }[] = [];
  const stop = watched(() => void drawn.push({ to: comparison.stretch.to, lines: comparison.lines(loss) }));
  flushSync();
  lab.tell({ type: 'run', run: { ...going, step: 2000 } });
  await vi.waitFor(() => {
    flushSync();
    expect(comparison.stretch.to).toBe(2000);
  });
  // Never the longer axis with the shorter curves.
  for (const { to, lines } of drawn) expect(lines === drawn[0]?.lines).toBe(to === 1000);
  const before = drawn.at(-1);
  lab.tell({ type: 'run', run: { ...going, step: 2000, tags: ['seen'] } });
  await vi.waitFor(() => expect(comparison.runs[0]?.tags).toEqual(['seen']));
  flushSync();
  expect(drawn.at(-1)?.lines).toBe(before?.lines);
  stop();
});

test('pairs are read when their figure comes in sight, what else is out of sight when there is time', async () => {
  await opened('#/compare?runs=gd,sam');
  const asked = (): string[] =>
    lab
      .questions('series.read')
      .flatMap(({ series }) => series.map((one) => ('combined' in one ? one.combined : one.name)));
  expect(asked()).toContain('difference');
  end();
  const other = await opened('#/compare?runs=gd,sam', undefined, {}, ['ratio']);
  expect(asked()).toContain('loss'); // though it is out of sight
  expect(asked()).toContain('ratio');
  expect(asked()).not.toContain('difference');
  other.sights.tell('difference', 'card', true);
  await vi.waitFor(() => {
    flushSync();
    expect(asked()).toContain('difference');
  });
});
