import { expect, test } from 'vitest';
import type { Curve } from '../../../app/figure/curve.ts';
import type { PlaneFigure } from '../../../app/figure/figure.ts';
import { phasePortrait } from '../../../app/figure/figures/phase-portrait.ts';
import { sharpnessAgainstLoss } from '../../../app/figure/figures/sharpness-against-loss.ts';
import { flow } from '../../../app/figure/figures/flow.ts';
import { sliceGradient, slicePlane } from '../../../app/figure/figures/plane-slice.ts';
import { slice } from '../../../app/figure/figures/slice.ts';
import { spectrum } from '../../../app/figure/figures/spectrum.ts';
import {
  MOST_STEPS,
  placeOn,
  planeAxes,
  planeLayers,
  planeStretch,
  type Layer,
} from '../../../app/figure/plane.ts';
import { appearanceOf } from '../../../app/figure/appearance.ts';
import { formatNumber } from '../../../app/format/number.ts';
import { pointWords } from '../../../app/figure/point-words.ts';
import { layerSentence, planeNotes, studySentences } from '../../../app/figure/plane-words.ts';
import { planeTable } from '../../../app/figure/tables.ts';
import { placeWords, wordsIn } from '../../../app/figure/word-places.ts';
import type { Run } from '../../../app/run/run.ts';
import { lastUpTo, noStudies } from '../../../app/study/kept.ts';
import type { Flow } from '../../../app/study/flow.ts';
import type { Slice } from '../../../app/study/slice.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';

const shown = (optimizer: Record<string, unknown>): Run =>
  run('a', { step: 4 }, completed({ ...network(), optimizer: { stepSize: 0.05, ...optimizer } }));

const layersOf = (
  figure: PlaneFigure,
  of: Run,
  series: Readonly<Record<string, readonly number[]>>,
  stretch = { from: 0, to: 4 },
) =>
  planeLayers(figure, [of], {
    whole: (_, name): Curve | null => {
      const value = series[name];
      if (!value) return null;
      return {
        step: Float64Array.from(value, (__, step) => step),
        value: Float64Array.from(value),
        ...{ read: { from: 0, to: 4 }, density: Infinity, ended: true },
      };
    },
    studies: () => noStudies,
    steps: () => stretch,
    at: () => null,
  });

const oscillation = [0.1, -0.1, 0.1, -0.1, 0.1];

test('the two-cycle is marked where theory has one, at the last measured amplitude of the steps shown', () => {
  const sam = shown({ kind: 'sam', radius: 0.1 });
  const cycle = layersOf(
    phasePortrait,
    sam,
    { oscillation, cycleAmplitude: [0.3, 0.2, NaN, 0.1] },
    { from: 0, to: 2 },
  );
  expect(cycle.map(({ symbol }) => symbol)).toEqual(['(δₜ, δₜ₊₁)', '±a predicted']);
  expect([...cycle[1]!.x]).toEqual([0.2, -0.2]);
  expect([...cycle[1]!.y]).toEqual([-0.2, 0.2]);
  // GD has no cycle, nor SAM of mini-batches, nor a run before its first measurement.
  const without = [shown({ kind: 'gd' }), shown({ kind: 'sam', radius: 0.1, batch: 5 })];
  for (const other of without)
    expect(layersOf(phasePortrait, other, { oscillation, cycleAmplitude: [1] })).toHaveLength(1);
  expect(layersOf(phasePortrait, sam, { oscillation })).toHaveLength(1);
});

test('λ₁ is set against the loss of all examples, with its edge where one is known', () => {
  const loss = [4, 3, 2, 1, 0.5];
  const of = (optimizer: Record<string, unknown>) =>
    layersOf(sharpnessAgainstLoss, shown(optimizer), {
      loss,
      fullLoss: [9, 8],
      sharpness: [1, 2, 3],
      edge: [40, 40, 40],
    });
  const [along, edge] = of({ kind: 'gd' });
  expect([...along!.x]).toEqual([4, 3, 2]);
  expect([...along!.step!]).toEqual([0, 1, 2]);
  expect(edge).toMatchObject({ role: 'bound', symbol: 'edge' });
  expect(of({ kind: 'asam', radius: 0.1 }).map(({ symbol }) => symbol)).toEqual(['λ₁']);
  expect([...of({ kind: 'gd', batch: 5 })[0]!.x]).toEqual([9, 8]);
});

test('of a long stretch its end is drawn, and said; what is kept of single steps is looked for in the whole run', () => {
  const long = { from: 100, to: 3 * MOST_STEPS };
  expect(planeStretch(phasePortrait, long)).toEqual({ from: 2 * MOST_STEPS, to: 3 * MOST_STEPS });
  expect(planeNotes(phasePortrait, [long, long])).toEqual([
    'Drawn of steps 100,000 to 150,000, the last 50,000 of those shown, every point of them.',
  ]);
  expect(planeNotes(phasePortrait, [{ from: 100, to: 200 }])).toEqual([]);
  expect(planeStretch(spectrum, { from: 100, to: 200 })).toEqual({ from: 0, to: 200 });
});

test('what is kept is that of the last step up to the one looked at, else the first', () => {
  const kept = [{ step: 10 }, { step: 20 }, { step: 30 }];
  expect([5, 10, 29, 99].map((step) => lastUpTo(kept, step)?.step)).toEqual([10, 10, 20, 30]);
  expect(lastUpTo([], 5)).toBeUndefined();
});

test('a slice is that along u₁, its next iterates at their own steps', () => {
  const mark = (first: number) => ({ first, second: 0, off: 0.5, loss: first * first });
  const line: Slice = {
    ...{ step: 7, plane: 'u1', eigenvalues: Float64Array.of(2), ascent: null },
    ...{ coordinates: Float64Array.of(-1, 0, 1), values: Float64Array.of(1, 0, 1) },
    iterates: [mark(0), mark(0.5)],
  };
  const plane: Slice = { ...line, step: 8, plane: 'u1,u2', values: new Float64Array(9) };
  const [along, marks, none] = slice.layers(run('a'), {
    curve: () => null,
    studies: { ...noStudies, slices: [line, plane] },
    at: 9,
  });
  expect(along?.symbol).toBe('ℓ along u₁ at step 7');
  expect([...marks!.step!]).toEqual([7, 8]);
  expect(marks?.words).toEqual(['wₜ', '+1']);
  expect(none).toBeUndefined();
});

test('a slice over a plane is lines of equal loss, each with its value, and the marks on it', () => {
  const coordinates = Float64Array.of(-1, -0.5, 0, 0.5, 1);
  const loss = (first: number, second: number): number => 3 * first ** 2 + second ** 2;
  const mark = (first: number, second: number) => ({ first, second, off: 0, loss: loss(first, second) });
  const over: Slice = {
    ...{ step: 7, plane: 'u1,g', eigenvalues: Float64Array.of(6), ascent: mark(0.1, 0.9), coordinates },
    values: Float64Array.from(
      [...coordinates].flatMap((second) => Array.from(coordinates, (first) => loss(first, second))),
    ),
    iterates: [mark(0, 0), mark(0.5, -0.25)],
  };
  const studies = { ...noStudies, slices: [over, { ...over, plane: 'u1' as const }] };
  const reading = { curve: () => null, studies, at: 9 };
  expect(slicePlane.isKept?.(studies)).toBe(false);
  expect(slicePlane.layers(run('a'), reading)).toEqual([]);
  expect(sliceGradient.isKept?.(studies)).toBe(true);
  const [lines, way, iterates, ascent] = sliceGradient.layers(run('a'), reading);
  for (const [i, first] of lines!.x.entries())
    // A parabola of curvature 6 leaves its chord of ½ by 6/8·(½)² at most.
    if (Number.isFinite(first))
      expect(Math.abs(loss(first, lines!.y[i]!) - lines!.level![i]!)).toBeLessThanOrEqual(0.1875 + 1e-12);
  expect([...way!.x]).toEqual([0, 0.5]);
  expect([...iterates!.x]).toEqual([0, 0.5]);
  expect([...iterates!.y]).toEqual([0, -0.25]);
  expect([...iterates!.step!]).toEqual([7, 8]);
  expect([ascent!.x[0], ascent!.y[0], ascent!.role]).toEqual([0.1, 0.9, 'bound']);
  const drawn = { ...lines!, run: 'a', appearance: appearanceOf('sam') };
  expect(layerSentence(drawn)).toMatch(/^lines at \d+ values from /);
  const at = lines!.x.findIndex(Number.isFinite);
  expect(pointWords(drawn, at)).toContain(`ℓ at step 7 = ${formatNumber(lines!.level![at])}: (`);
  expect(planeTable([drawn], new Map()).split('\n')[1 + at]).toMatch(new RegExp(`,${lines!.level![at]}$`));
});

test('what is said of several runs says of whose, also where it is the same', () => {
  const studies = { ...noStudies, flow: { sentence: 'It was followed to 5.' } as Flow };
  const [a, b, none] = [run('a'), run('b'), run('c')];
  const looks = new Map([
    ['a', appearanceOf('gd')],
    ['b', appearanceOf('sam')],
  ]);
  const kept = (of: Run) => (of === none ? noStudies : studies);
  expect(studySentences(flow, [a], kept, looks)).toEqual(['It was followed to 5.']);
  expect(studySentences(flow, [a, b, none], kept, looks)).toEqual([
    'GD: It was followed to 5.',
    'SAM: It was followed to 5.',
  ]);
  expect(studySentences(slicePlane, [a], kept, looks)).toEqual([]);
});

test('the flow is drawn as far as it was followed, at the steps of the run', () => {
  const kept = { step: Float64Array.of(0, 5, 10), distance: Float64Array.of(0, 0.5, NaN) } as Flow;
  const studies = { ...noStudies, flow: { ...kept, sentence: 'It was followed to 5.' } };
  const [distance] = flow.layers(run('a'), { curve: () => null, studies, at: 0 });
  expect([...distance!.step!]).toEqual([0, 5]);
  expect([...distance!.y]).toEqual([0, 0.5]);
  expect(flow.sentence?.(studies)).toBe('It was followed to 5.');
  expect([flow.isKept?.(studies), flow.isKept?.(noStudies)]).toEqual([true, false]);
  expect(flow.layers(run('a'), { curve: () => null, studies: noStudies, at: 0 })).toEqual([]);
});

test('the values of lines stand on them, each once, and over nothing that stands there already', () => {
  const circle = (radius: number): Point[] =>
    Array.from({ length: 60 }, (_, i) => [radius * Math.cos(i / 9.55), radius * Math.sin(i / 9.55)]);
  type Point = readonly [number, number];
  const radii = [20, 45, 70, 95];
  const points = radii.flatMap(circle);
  const lines: Layer = {
    ...{ symbol: 'ℓ', role: 'value', shape: 'levels', step: null },
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    level: Float64Array.from(radii.flatMap((radius) => Array.from({ length: 60 }, () => radius / 100))),
  };
  const mark: Layer = {
    ...{ symbol: 'w', role: 'value', shape: 'marks', step: null, words: ['wₜ'] },
    ...{ x: Float64Array.of(45), y: Float64Array.of(0) },
  };
  const bounds = { left: 0, right: 220, top: 0, bottom: 220 };
  const at = (value: number): number => 110 + value;
  const words = wordsIn([lines, mark], at, at, bounds);
  expect(words.map((one) => one.words).sort()).toEqual(['.2', '.45', '.7', '.95', 'wₜ']);
  for (const { words: said, x, y } of words.slice(1))
    expect(Math.hypot(x - 110, y - 4 - 110)).toBeCloseTo(100 * Number(said), 6);
  for (const [i, one] of words.entries())
    for (const other of words.slice(i + 1))
      expect(Math.abs(one.x - other.x) > 12 || Math.abs(one.y - other.y) > 12).toBe(true);
});

const layer = (change: Partial<Layer>): Layer => ({
  ...{ symbol: 'f', role: 'value', shape: 'line', step: null },
  ...{ x: Float64Array.of(0, 10), y: Float64Array.of(1e-9, 100) },
  ...change,
});
const axis = { title: 'x', scale: 'linear', holds: 'data' } as const;

test('a logarithmic axis reaches so many powers of ten down, and verticals count across alone', () => {
  const density = { title: 'y', scale: 'log', holds: 'data', decades: 5 } as const;
  const lines = layer({ shape: 'verticals', x: Float64Array.of(40), y: Float64Array.of(NaN) });
  const axes = planeAxes([layer({}), lines], { x: axis, y: density, square: false });
  expect(axes.x.to).toBeGreaterThan(40);
  expect(axes.y.from).toBeGreaterThan(1e-4);
  expect(axes.y.from).toBeLessThan(1e-3);
});

test('a square figure has one range on both axes, as much below zero as above', () => {
  const both = { ...axis, holds: 'symmetry' } as const;
  const { x, y } = planeAxes([layer({ x: Float64Array.of(1), y: Float64Array.of(-3) })], {
    x: both,
    y: both,
    square: true,
  });
  expect(x).toEqual(y);
  expect([x.from, x.to]).toEqual([-3.18, 3.18]);
});

test('an axis of nothing is still an axis', () => {
  for (const scale of ['linear', 'log'] as const) {
    const { x } = planeAxes([], { x: { ...axis, scale }, y: axis, square: false });
    expect(placeOn(x, scale, 0, 100)(x.to)).toBeCloseTo(100, 9);
  }
});

test('layers are said in words and written as a table, gaps as such', () => {
  const appearance = { label: 'GD', kind: 'gd', shade: 100, dash: [], marker: 'circle' } as const;
  const drawn = {
    ...layer({
      step: Float64Array.of(3, 5, 7),
      x: Float64Array.of(1, NaN, 2),
      y: Float64Array.of(4, NaN, 8),
    }),
  };
  expect(layerSentence({ ...drawn, run: 'a', appearance })).toBe(
    '2 points, from (1, 4) at step 3 to (2, 8) at step 7; least (1, 4), greatest (2, 8).',
  );
  expect(
    layerSentence({ ...layer({ x: Float64Array.of(NaN), y: Float64Array.of(1) }), run: 'a', appearance }),
  ).toBe('no finite point.');
  const lines = layer({
    shape: 'verticals',
    symbol: 'edge, "near"',
    x: Float64Array.of(40),
    y: Float64Array.of(NaN),
    words: ['edge'],
  });
  const table = planeTable(
    [
      { ...drawn, run: 'a', appearance },
      { ...lines, run: 'a', appearance },
    ],
    new Map([['a', 'first']]),
  );
  expect(table).toBe(
    'run,curve,step,x,y,words\nfirst,f,3,1,4,\nfirst,f,5,NaN,NaN,\nfirst,f,7,2,8,\nfirst,"edge, ""near""",,40,,edge\n',
  );
});

test('words of points that lie together stand beside each other and inside', () => {
  const bounds = { left: 0, right: 200, top: 0, bottom: 200 };
  const placed = placeWords(
    ['one', 'two', 'six'].map((words, i) => ({ words, x: 100 + i, y: 100 })),
    bounds,
  );
  expect(new Set(placed.map(({ y, anchor }) => `${y} ${anchor}`)).size).toBe(3);
  const [corner] = placeWords([{ words: '(a, −a)', x: 198, y: 198 }], bounds);
  expect(corner?.anchor).toBe('end');
});
