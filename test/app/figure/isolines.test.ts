import { expect, test } from 'vitest';
import { isolines } from '../../../app/figure/isolines.ts';

const even = (count: number, extent: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => extent * ((2 * i) / (count - 1) - 1));

/** f over a square, a row for each coordinate along the second direction. */
const field = (count: number, extent: number, f: (first: number, second: number) => number) => {
  const coordinates = even(count, extent);
  const values = Float64Array.from(
    [...coordinates].flatMap((second) => Array.from(coordinates, (first) => f(first, second))),
  );
  return { coordinates, values };
};

test('the lines of a quadratic are its ellipses, nearer by four where the grid is twice as fine', () => {
  const f = (first: number, second: number): number => 4 * first ** 2 + second ** 2;
  const farthest = [21, 41, 81].map((count) => {
    const { x, y, level } = isolines(field(count, 1, f), [0.25, 0.5]);
    const known = [...x.keys()].filter((i) => Number.isFinite(x[i]));
    expect(known.length).toBeGreaterThan(40);
    return Math.max(...known.map((i) => Math.abs(f(x[i]!, y[i]!) - level[i]!)));
  });
  expect(farthest[0]! / farthest[1]!).toBeGreaterThan(3);
  expect(farthest[1]! / farthest[2]!).toBeGreaterThan(3);
  expect(farthest[2]).toBeLessThan(0.005);
});

test('first is across and second is up, and a line that leaves the square has a gap there', () => {
  const { x, y, level } = isolines(
    field(11, 2, (first) => first),
    [0.5],
  );
  const known = [...x.keys()].filter((i) => Number.isFinite(x[i]));
  for (const i of known) expect(x[i]).toBeCloseTo(0.5, 12);
  expect(Math.min(...known.map((i) => y[i]!))).toBeCloseTo(-2, 6);
  expect(Math.max(...known.map((i) => y[i]!))).toBeCloseTo(2, 6);
  expect(new Set(level)).toEqual(new Set([0.5]));
  expect([...x].some(Number.isNaN)).toBe(true);
});

test('where the values are not finite there is no line, nor where a level is beyond them', () => {
  const { x, y, level } = isolines(
    field(41, 1, (first, second) => (first > 0.51 ? NaN : first ** 2 + second ** 2)),
    [0.1, 0.4, 9],
  );
  for (const [i, first] of x.entries()) {
    if (Number.isNaN(first)) continue;
    expect(first).toBeLessThanOrEqual(0.5);
    expect(Math.abs(first ** 2 + y[i]! ** 2 - level[i]!)).toBeLessThan(0.002);
  }
  expect(new Set(level)).toEqual(new Set([0.1, 0.4]));
});
