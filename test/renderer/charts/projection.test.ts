import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pixelOfPlace, pixelOfValue, spread, placeOfPixel } from '../../../renderer/charts/projection.ts';

const at = {
  left: 46,
  right: 546,
  top: 8,
  bottom: 208,
  x: { from: 100, to: 300 },
  y: { from: 0.01, to: 100 },
  scale: 'log' as const,
  across: 'linear' as const,
};

test('steps and pixels are each other’s inverse inside the chart, and end at its sides', () => {
  fc.assert(
    fc.property(fc.double({ min: 100, max: 300, noNaN: true }), (step) => {
      expect(placeOfPixel(at, pixelOfPlace(at, step))).toBeCloseTo(step, 9);
    }),
  );
  expect(placeOfPixel(at, -20)).toBe(100);
  expect(placeOfPixel(at, 900)).toBe(300);
});

test('on a logarithmic horizontal axis the middle is the geometric mean, and pixels lead back', () => {
  const across = { ...at, x: { from: 1, to: 10_000 }, across: 'log' as const };
  expect(pixelOfPlace(across, 100)).toBeCloseTo((at.left + at.right) / 2, 9);
  expect(placeOfPixel(across, (at.left + at.right) / 2)).toBeCloseTo(100, 9);
  expect(placeOfPixel(across, at.left)).toBe(1);
  expect(placeOfPixel(across, at.right + 7)).toBe(10_000);
});

test('equal ratios are equal distances on a logarithmic axis; zero has no place there', () => {
  expect(pixelOfValue(at, 1)).toBeCloseTo(108, 9);
  expect(pixelOfValue(at, 100)).toBeCloseTo(8, 9);
  expect(Number.isFinite(pixelOfValue(at, 0))).toBe(false);
  expect(pixelOfValue({ ...at, scale: 'linear' }, 50.005)).toBeCloseTo(108, 9);
});

test('labels keep their distance and their order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 12 }), (wanted) => {
      const placed = spread(wanted, 13, 0, 200);
      const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
      for (const [rank, index] of order.entries()) {
        const before = order[rank - 1];
        if (before !== undefined)
          expect((placed[index] ?? 0) - (placed[before] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
        expect(placed[index]).toBeLessThanOrEqual(200);
        expect(placed[index]).toBeGreaterThanOrEqual(-1e-9);
      }
    }),
  );
  expect(spread([100, 40], 13, 0, 200)).toEqual([100, 40]);
});
