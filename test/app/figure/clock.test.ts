import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abscissas, mapOf } from '../../../app/figure/abscissa.ts';
import { clocked } from '../../../app/figure/clock.ts';
import { run } from '../../renderer/run.ts';

const points = (...all: readonly (readonly [number, number])[]) => ({
  step: Float64Array.from(all, ([step]) => step),
  value: Float64Array.from(all, ([, seconds]) => seconds),
});

test('a step lies at its recorded time, between two records even, and beyond the last as it was at last', () => {
  const map = clocked(points([0, 0.5], [10, 1.5], [20, 5.5]), { step: 30, seconds: 6.5 })!;
  const places = [0, 5, 10, 15, 20, 25, 30, 40].map((step) => map.place(step));
  expect(places).toEqual([0.5, 1, 1.5, 3.5, 5.5, 6, 6.5, 7.5]);
  expect([0.5, 1, 3.5, 6.5, 7.5].map((place) => map.step(place))).toEqual([0, 5, 15, 30, 40]);
  expect(map.step(-100)).toBe(0);
  expect(map.isEven).toBe(false);
});

test('what is told of the run counts only where it is newer than the last record', () => {
  const recorded = points([0, 0.5], [10, 1.5]);
  for (const reached of [
    { step: 10, seconds: 9 },
    { step: 20, seconds: 1.5 },
    { step: 5, seconds: 0.7 },
  ])
    expect(clocked(recorded, reached)!.place(20)).toBe(2.5);
});

test('a run that was begun before its time was recorded has its first steps even up to the first record', () => {
  const map = clocked(points([100, 4], [200, 5]), { step: 200, seconds: 5 })!;
  expect([0, 50, 100, 150].map((step) => map.place(step))).toEqual([0, 2, 4, 4.5]);
});

test('at the start there is one place, and a clock that stood still has the last of its steps', () => {
  const start = clocked(points([0, 0.25]), { step: 0, seconds: 0 })!;
  expect([start.place(0), start.place(7), start.step(0.25)]).toEqual([0.25, 0.25, 0]);
  const still = clocked(points([0, 1], [10, 1], [20, 2]), { step: 20, seconds: 2 })!;
  expect(still.place(10)).toBe(1);
  expect(still.step(1)).toBe(10);
});

test('place and step are each other’s inverse, and places rise', () => {
  const rising = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 1e-3, max: 100, noNaN: true })), {
      minLength: 1,
      maxLength: 30,
    })
    .map((strides) => {
      let [step, seconds] = [0, 0.01];
      return [[0, 0.01] as const, ...strides.map(([by, took]) => [(step += by), (seconds += took)] as const)];
    });
  fc.assert(
    fc.property(rising, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const last = all.at(-1)!;
      const map = clocked(points(...all), { step: last[0], seconds: last[1] })!;
      const step = share * last[0];
      expect(map.step(map.place(step))).toBeCloseTo(step, 6);
      expect(map.place(step)).toBeLessThanOrEqual(map.place(Math.min(last[0], step + 1)));
    }),
  );
});

test('a run without the record has no place among seconds, and needs none for the other axes', () => {
  const one = run('a', { step: 10, seconds: 3 });
  expect(mapOf(abscissas.seconds, one, null)).toBeNull();
  expect(mapOf(abscissas.seconds, one, points())).toBeNull();
  expect(mapOf(abscissas.seconds, one, points([0, 0], [10, 3]))!.place(5)).toBe(1.5);
  expect(mapOf(abscissas.time, one, null)!.place(10)).toBeCloseTo(0.5, 12);
});
