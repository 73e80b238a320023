import { expect, test } from 'vitest';
import type { Curve } from '../../../app/figure/curve.ts';
import { abscissas } from '../../../app/figure/abscissa.ts';
import { cellWords, flipStrip, stripSentence } from '../../../app/figure/strip.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';

const curve = (points: Readonly<Record<number, number>>): Curve => ({
  step: Float64Array.from(Object.keys(points), Number),
  value: Float64Array.from(Object.values(points)),
  read: { from: 0, to: 1000 },
  density: Infinity,
  ended: true,
});

const experiment = (every: number) =>
  completed({ ...network(), optimizer: { kind: 'gd', stepSize: 0.5 }, measure: { sharpness: { every } } });

/** A run that is measured so often and has come so far. */
const of = (every: number, step: number, abscissa = abscissas.step) => ({
  run: run('a', { step }, experiment(every)),
  map: abscissa.along(experiment(every)),
});

test('a rate counts in the cells its steps reach into; where none is resolved all is masked; a turn is told', () => {
  // Measured every 50 steps; of the steps to 150 and to 200 fewer than a tenth told, and none was recorded.
  const flipShare = curve({ 50: 0, 100: 0.5, 250: 1, 300: 1 });
  const overlap = curve({ 50: 0.99, 100: 0.2, 150: 0.95, 200: 0.9, 250: 1, 300: 1 });
  const strip = flipStrip({ flipShare, overlap, ...of(50, 300) }, { from: 0, to: 400 }, 'linear', 4 * 58 + 5);
  expect(strip?.cells).toEqual([
    { from: 0, to: 100, rate: { least: 0, greatest: 0.5 } },
    { from: 100, to: 200, rate: null },
    { from: 200, to: 300, rate: { least: 1, greatest: 1 } },
  ]);
  expect(strip?.turns).toEqual([100]);
  expect(strip?.cells.map(cellWords)).toEqual(['0–.5', 'masked', '1']);
  expect(stripSentence(strip!, abscissas.step)).toBe(
    'Flip rate: 0–.5 in steps 0 to 100; masked in steps 100 to 200; 1 in steps 200 to 300. The direction changed at step 100.',
  );
});

test('a rate of steps that a zoom cuts in two counts on either side', () => {
  const recorded = { flipShare: curve({ 50: 0.25 }), overlap: null, ...of(50, 50) };
  expect(flipStrip(recorded, { from: 20, to: 40 }, 'linear', 58)?.cells).toEqual([
    { from: 20, to: 40, rate: { least: 0.25, greatest: 0.25 } },
  ]);
});

test('without a measured rate there is no strip', () => {
  expect(
    flipStrip({ flipShare: null, overlap: null, ...of(1, 9) }, { from: 0, to: 9 }, 'linear', 600),
  ).toBeNull();
  expect(
    flipStrip({ flipShare: curve({}), overlap: null, ...of(1, 9) }, { from: 0, to: 9 }, 'linear', 600),
  ).toBeNull();
});

test('on another axis cells and turns lie where its places are', () => {
  const flipShare = curve({ 50: 0, 100: 1 });
  const overlap = curve({ 50: 0.99, 100: 0.2 });
  const strip = flipStrip(
    { flipShare, overlap, ...of(50, 100, abscissas.time) },
    { from: 0, to: 50 },
    'linear',
    2 * 58,
  );
  expect(strip?.cells.map(({ from, to, rate }) => [from, to, rate?.greatest])).toEqual([
    [0, 25, 0],
    [25, 50, 1],
  ]);
  expect(strip?.turns).toEqual([50]);
  expect(stripSentence(strip!, abscissas.time)).toMatch(
    /1 in η·step 25 to 50\. The direction changed at η·step 50\.$/,
  );
});

test('on a logarithmic axis cells are equal as they are drawn', () => {
  const flipShare = curve({ 50: 0.5 });
  const strip = flipStrip(
    { flipShare, overlap: null, ...of(50, 10_000) },
    { from: 1, to: 10_000 },
    'log',
    2 * 58,
  );
  expect(strip?.cells.map(({ from, to }) => [from, Math.round(to)])).toEqual([
    [1, 100],
    [expect.closeTo(100, 6), 10_000],
  ]);
});
