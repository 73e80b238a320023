import { expect, test } from 'vitest';
import { extent } from '../../../renderer/charts/extent.ts';

const points = { step: Float64Array.of(0, 1, 2, 3, 4), value: Float64Array.of(9, 2, NaN, -1, 3) };
const curve = {
  curve: { ...points, read: { from: 0, to: 4 }, density: Infinity, ended: true },
  x: points.step,
};

test('the words about a curve hold its ends and extremes inside the stretch', () => {
  expect(extent(curve, { from: 1, to: 4 })).toEqual({
    first: 2,
    last: 3,
    least: -1,
    leastAt: 3,
    greatest: 3,
    greatestAt: 4,
  });
});

test('nothing is said of a stretch without a number', () => {
  expect(extent(curve, { from: 2, to: 2.5 })).toBeNull();
});
