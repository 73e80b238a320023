import { expect, test } from 'vitest';
import { abscissas } from '../../../app/figure/abscissa.ts';
import { bucketsOf, bySteps, isShared, spacingOf } from '../../../app/figure/spacing.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';

const experiment = (optimizer: Record<string, unknown>) => completed({ ...network(), optimizer });
const sam = experiment({ kind: 'sam', stepSize: 0.1, radius: 0.03 });
const falling = experiment({ kind: 'gd', stepSize: { kind: 'piecewise', values: [1, 0.01], at: [100] } });

test('where all steps are alike buckets are a number, the same for every run', () => {
  const spacing = spacingOf('evaluations', abscissas.evaluations.along(sam));
  expect(spacing).toBe(bySteps);
  expect(bucketsOf(spacing, { from: 0, to: 1000 }, 100)).toBe(100);
});

test('on a logarithmic axis every decade has as many buckets, as far as it has steps', () => {
  const spacing = spacingOf('step', abscissas.step.along(sam), 'log');
  expect(isShared(spacing)).toBe(true);
  const begins = bucketsOf(spacing, { from: 0, to: 100_000 }, 500) as number[];
  expect(begins[0]).toBe(1);
  const within = (from: number, to: number): number => begins.filter((at) => at >= from && at < to).length;
  // 100 buckets a decade: the first two hold every step that a bucket is wider than.
  expect(within(1, 10)).toBe(9);
  expect(within(1000, 10_000)).toBeGreaterThanOrEqual(99);
  expect(within(10_000, 100_000)).toBeGreaterThanOrEqual(99);
});

test('with a schedule the buckets are equal in η·step', () => {
  const map = abscissas.time.along(falling);
  const spacing = spacingOf('time', map);
  expect(isShared(spacing)).toBe(false);
  // 100 from the first hundred steps, 100 from the next ten thousand.
  const begins = bucketsOf(spacing, { from: 0, to: 10_100 }, 200) as number[];
  expect(begins.filter((at) => at < 100)).toHaveLength(100);
  for (const [index, at] of begins.entries()) expect(map.place(at)).toBeCloseTo(index, 1);
});

test('a logarithmic axis of a run that stands still at first begins where it moves', () => {
  const still = experiment({ kind: 'gd', stepSize: { kind: 'warm-up', from: 0, to: 0.1, steps: 10 } });
  const spacing = spacingOf('time', abscissas.time.along(still), 'log');
  expect(spacing.of(0)).toBe(spacing.of(2));
  expect(spacing.of(3)).toBeGreaterThan(spacing.of(2));
  expect(spacing.step(spacing.of(7))).toBeCloseTo(7, 9);
});
