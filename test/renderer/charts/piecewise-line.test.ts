import { expect, test } from 'vitest';
import { pieces } from '../../../renderer/charts/piecewise-line.ts';

const points = (count: number, skipped: readonly number[] = []): { skip: boolean }[] =>
  Array.from({ length: count }, (_, index) => ({ skip: skipped.includes(index) }));

test('the pieces of a line follow each other from its first point to its last', () => {
  expect(pieces(points(150), { start: 0, end: 149 })).toEqual([
    { start: 0, end: 64 },
    { start: 64, end: 128 },
    { start: 128, end: 149 },
  ]);
  expect(pieces(points(150), { start: 10, end: 74 })).toEqual([{ start: 10, end: 74 }]);
  expect(pieces(points(3), { start: 1, end: 1 })).toEqual([]);
});

test('no piece ends at a point that is no number: the line across it would be lost', () => {
  expect(pieces(points(150, [64, 65]), { start: 0, end: 149 })).toEqual([
    { start: 0, end: 66 },
    { start: 66, end: 130 },
    { start: 130, end: 149 },
  ]);
});
