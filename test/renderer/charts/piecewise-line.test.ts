import { expect, test } from 'vitest';
import { pieces, PiecewiseLine } from '../../../renderer/charts/piecewise-line.ts';

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

/** How often a line of 200 points is stroked, and the caps and widths it is stroked with. */
function strokes(options: Readonly<Record<string, unknown>>): unknown[] {
  const line = new PiecewiseLine({
    options: { borderColor: '#000', borderDash: [], borderWidth: 1.6, tension: 0, ...options },
    points: Array.from({ length: 200 }, (_, x) => ({ x, y: x % 2, skip: false })),
  });
  const made: unknown[] = [];
  const context = {
    ...{ lineCap: 'butt', lineWidth: 1 },
    ...{ save: () => 0, restore: () => 0, beginPath: () => 0, moveTo: () => 0, lineTo: () => 0 },
    setLineDash: () => 0,
    stroke: () => made.push([context.lineCap, context.lineWidth]),
  };
  line.draw(context as unknown as CanvasRenderingContext2D);
  return made;
}

test('a long line is stroked in pieces with round ends, a dashed one as a whole, one without a width not at all', () => {
  globalThis.Path2D ??= class {
    moveTo(): void {}
    lineTo(): void {}
  } as unknown as typeof Path2D;
  expect(strokes({})).toEqual(Array.from({ length: 4 }, () => ['round', 1.6]));
  expect(strokes({ borderDash: [5, 4] })).toHaveLength(1);
  expect(strokes({ borderWidth: 0 })).toEqual([]);
});
