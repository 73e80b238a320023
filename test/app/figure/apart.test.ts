import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrows, changingSquares, firstInSquares } from '../../../app/figure/apart.ts';

const squares = (x: readonly number[], y: readonly number[], of: readonly number[]): Set<string> =>
  new Set(of.map((i) => `${Math.floor(x[i]!)} ${Math.floor(y[i]!)}`));

const places = fc.array(
  fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
  {
    minLength: 1,
    maxLength: 300,
  },
);

test('no square that a point lies in stays empty, in a cloud or along a line; a cloud has one point in each', () => {
  fc.assert(
    fc.property(places, (points) => {
      const [x, y] = [points.map(([a]) => a), points.map(([, b]) => b)];
      const all = squares(x, y, [...points.keys()]);
      const cloud = firstInSquares({ x, y }, 1);
      expect(squares(x, y, cloud)).toEqual(all);
      expect(cloud).toHaveLength(all.size);
      const line = changingSquares({ x, y }, 1);
      expect(squares(x, y, line)).toEqual(all);
      expect(line).toEqual([...line].sort((a, b) => a - b));
      expect(line.at(-1)).toBe(points.length - 1);
    }),
  );
});

test('an alternation keeps both its sides at every step', () => {
  const x = Array.from({ length: 50 }, (_, i) => i / 100);
  const y = x.map((_, i) => (i % 2 === 0 ? 0 : 5));
  expect(changingSquares({ x, y }, 1)).toHaveLength(50);
});

test('what has no place is left out of a cloud and is a gap of a line', () => {
  const [x, y] = [
    [0, 3, NaN, NaN, 6],
    [0, 3, 1, 1, Infinity],
  ];
  expect(firstInSquares({ x, y }, 1)).toEqual([0, 1]);
  expect(changingSquares({ x, y }, 1)).toEqual([0, 1, 2]);
});

test('arrows point where the line leads, and not across its gaps', () => {
  const [there] = arrows({ x: [0, 100], y: [0, 100] }, [0.5]);
  expect(there).toEqual({ x: 50, y: 50, angle: expect.closeTo(45, 9) as number });
  const [back] = arrows({ x: [100, 0], y: [7, 7] }, [0.25]);
  expect([back?.x, Math.abs(back?.angle ?? 0)]).toEqual([75, 180]);
  expect(arrows({ x: [0, 1], y: [0, 1] }, [0.5])).toEqual([]);
  for (const { x, y } of arrows({ x: [0, 40, NaN, 80, 120], y: [0, 0, NaN, 0, 0] }, [0.2, 0.5, 0.8]))
    expect(Number.isFinite(x + y)).toBe(true);
});
