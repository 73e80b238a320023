import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownPairs, pairs } from '../../../app/figure/pairs.ts';

const curve = (step: readonly number[], value: readonly number[]) => ({
  step: Float64Array.from(step),
  value: Float64Array.from(value),
});

test('a step is paired with the step after it, never across a gap', () => {
  // Steps 3 and 4 are missing, as after a stop; 7 is no number.
  const oscillation = curve([0, 1, 2, 5, 6, 7, 8, 9], [0.1, -0.2, 0.3, -0.4, 0.5, NaN, 0.6, -0.7]);
  const { step, x, y } = knownPairs(pairs({ curve: oscillation }, { curve: oscillation, lag: 1 }));
  expect([...step]).toEqual([0, 1, 5, 8]);
  expect([...x]).toEqual([0.1, -0.2, -0.4, 0.6]);
  expect([...y]).toEqual([-0.2, 0.3, 0.5, -0.7]);
});

test('two series are paired where both were recorded, and what is no number leaves a gap', () => {
  const loss = curve([0, 1, 2, 3, 4], [5, 4, 3, Infinity, 1]);
  const sharpness = curve([0, 2, 3, 6], [10, 12, 13, 16]);
  const found = pairs({ curve: loss }, { curve: sharpness });
  expect([...found.step]).toEqual([0, 2, 3]);
  expect([...found.x]).toEqual([5, 3, NaN]);
  expect([...found.y]).toEqual([10, 12, NaN]);
  expect(pairs({ curve: null }, { curve: loss }).step).toHaveLength(0);
});

test('pairs are those that a search over all steps finds', () => {
  const steps = fc.uniqueArray(fc.nat(60), { maxLength: 40 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(steps, steps, fc.nat(3), (a, b, lag) => {
      const [x, y] = [
        curve(
          a,
          a.map((step) => step + 0.5),
        ),
        curve(
          b,
          b.map((step) => -step),
        ),
      ];
      const expected = a.filter((step) => b.includes(step + lag));
      const found = pairs({ curve: x }, { curve: y, lag });
      expect([...found.step]).toEqual(expected);
      expect([...found.y]).toEqual(expected.map((step) => -(step + lag)));
    }),
  );
});
