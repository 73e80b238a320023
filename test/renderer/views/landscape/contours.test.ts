import { expect, test } from 'vitest';
import { contourMap } from '../../../../renderer/views/landscape/contours.ts';
import { levelsOf } from '../../../../app/figure/levels.ts';

const square = { x: { from: -2, to: 2 }, y: { from: -2, to: 2 } };

/** Corners of an SVG path in places of the plane, without those beyond the rim. */
function corners(path: string, { x, y } = square): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)]
    .map(([, a, b]) => [Number(a), Number(b)] as const)
    .filter(([a, b]) => a >= 0 && a <= 1 && b >= 0 && b <= 1)
    .map(([a, b]) => [x.from + a * (x.to - x.from), y.to - b * (y.to - y.from)]);
}

test('contours of a known surface lie where its levels are', () => {
  const value = ([x, y]: readonly [number, number]): number => x * x + 2 * y * y + 0.1 * x;
  const map = contourMap(value, square);
  expect(map.contours.length).toBeGreaterThan(5);
  for (const { level, path } of map.contours) {
    const points = corners(path);
    if (level > 0.05) expect(points.length).toBeGreaterThan(8);
    for (const point of points) expect(Math.abs(value(point) - level)).toBeLessThan(0.02 + 0.02 * level);
  }
  expect(map).toMatchObject({ missing: [], missingShare: 0 });
});

test('places without a finite value are missing, and counted', () => {
  const map = contourMap(([x]) => (x < 0 ? NaN : x > 1 ? Infinity : 1 + x), square);
  expect(map.missingShare).toBeCloseTo(0.75, 1);
  const area = map.missing.reduce((sum, { width, height }) => sum + width * height, 0);
  expect(area).toBeCloseTo(map.missingShare, 10);
  expect([map.least, map.greatest]).toEqual([expect.closeTo(1, 1), expect.closeTo(2, 1)]);
  expect(contourMap(() => NaN, square)).toMatchObject({ contours: [], missingShare: 1 });
  expect(contourMap(() => 3, square).contours).toEqual([]);
});

test('labels keep away from each other and from the rim', () => {
  const labels = contourMap(([x, y]) => Math.exp(x) + y * y, square).contours.flatMap(
    ({ label }) => label ?? [],
  );
  expect(labels.length).toBeGreaterThan(3);
  for (const [index, a] of labels.entries()) {
    expect(Math.min(a.x, 1 - a.x, a.y, 1 - a.y)).toBeGreaterThan(0.04);
    for (const b of labels.slice(index + 1))
      expect(Math.max(Math.abs(a.x - b.x) / 0.13, Math.abs(a.y - b.y) / 0.07)).toBeGreaterThan(1);
  }
});

const series = (from: number, to: number, f: (x: number) => number): Float64Array =>
  Float64Array.from({ length: 2000 }, (_, i) => f(from + ((to - from) * i) / 1999));

test('levels of a loss over decades are even on a logarithmic scale', () => {
  const levels = levelsOf(series(-6, 2, (x) => 10 ** x));
  expect(levels.length).toBeGreaterThan(5);
  expect(levels.length).toBeLessThan(20);
  const ratios = levels.slice(1).map((level, i) => level / levels[i]!);
  expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(2.1);
});

test('levels of what hardly changes are even, and rise', () => {
  const levels = levelsOf(series(0, 1, (x) => 5 + x));
  const steps = levels.slice(1).map((level, i) => level - levels[i]!);
  for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 9);
  expect(levels.length).toBeGreaterThan(4);
});

test('levels of both signs hold zero, and mirror where they span decades', () => {
  expect(levelsOf(series(-1, 1, (x) => x))).toContain(0);
  const levels = levelsOf(series(-1, 1, (x) => 1000 * x ** 9));
  expect(levels).toContain(0);
  expect(levels).toEqual(levels.map((level) => (level === 0 ? 0 : -level)).reverse());
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
});
