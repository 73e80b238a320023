import { describe, expect, it } from 'vitest';
import { geometricMean, logLogSlope, median } from './statistics.ts';

describe('median', () => {
  it('is the middle of an odd number, in whatever order they come', () => {
    expect(median([7, 1, 3])).toBe(3);
    expect(median([5])).toBe(5);
  });

  it('is the mean of the middle two of an even number', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it('compares as numbers, leaves the list as it is, and has none of none', () => {
    const numbers = [10, 9, 100];
    expect(median(numbers)).toBe(10);
    expect(numbers).toEqual([10, 9, 100]);
    expect(median([])).toBeNaN();
  });
});

describe('geometricMean', () => {
  it('is the root of the product', () => {
    expect(geometricMean([2, 8])).toBeCloseTo(4, 14);
    expect(geometricMean([0.5, 2, 1])).toBeCloseTo(1, 14);
    expect(geometricMean([])).toBeNaN();
  });
});

describe('logLogSlope', () => {
  it('is the exponent of a power law', () => {
    const points = [10, 100, 5000].map((x) => [x, 3 * x ** 1.5] as const);
    expect(logLogSlope(points)).toBeCloseTo(1.5, 12);
  });

  it('is that of the least-squares line between points off a power law', () => {
    // log₁₀: (0, 0), (1, 2), (2, 1): slope ½.
    expect(logLogSlope([1, 10, 100].map((x, i) => [x, 10 ** [0, 2, 1][i]!] as const))).toBeCloseTo(0.5, 12);
  });

  it('refuses a single point', () => {
    expect(() => logLogSlope([[1, 1]])).toThrow('A slope needs two points, not 1.');
  });
});
