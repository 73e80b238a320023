import { expect, test } from 'vitest';
import { around, moved, placeAt, zoomed } from '../../../../renderer/views/landscape/rectangle.ts';

const shown = { x: { from: -1, to: 3 }, y: { from: 0, to: 2 } };

test('a zoom keeps the place at its anchor, and ends where numbers do', () => {
  const near = zoomed(shown, 0.5, { x: 0.25, y: 1 });
  expect(near).toEqual({ x: { from: -0.5, to: 1.5 }, y: { from: 1, to: 2 } });
  let deep = shown;
  for (let turn = 0; turn < 200; turn++) deep = zoomed(deep, 0.5, { x: 0.5, y: 0.5 });
  expect(deep.x.to).toBeGreaterThan(deep.x.from);
  expect(deep.y.to).toBeGreaterThan(deep.y.from);
  expect(zoomed({ x: { from: 0, to: 9e8 }, y: shown.y }, 2, { x: 0, y: 0 }).x.to).toBe(9e8);
});

test('moved by shares of its sides, and read at shares of them', () => {
  expect(moved(shown, { x: 0.5, y: -1 })).toEqual({ x: { from: 1, to: 5 }, y: { from: -2, to: 0 } });
  expect(placeAt(shown, { x: 0.25, y: 0.75 })).toEqual([0, 1.5]);
});

test('a fitted rectangle holds its points with air, also a single one', () => {
  expect(around([])).toBeNull();
  const fitted = around([
    [1, -2],
    [3, 2],
  ]);
  expect(fitted).toEqual({ x: { from: 0.7, to: 3.3 }, y: { from: -2.6, to: 2.6 } });
  const flat = around([
    [-1, 1e-13],
    [1, 0],
  ])!;
  expect(flat.y.to - flat.y.from).toBeCloseTo(0.02 * (flat.x.to - flat.x.from), 3);
  const single = around([[5, 5]])!;
  expect(single.x.from).toBeLessThan(5);
  expect(single.x.to).toBeGreaterThan(5);
});
