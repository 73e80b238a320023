import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexAt } from '../../../app/figure/curve.ts';
import { merged, reading } from '../../../renderer/state/curve.ts';
import { bucketsOf, bySteps, type Spacing } from '../../../app/figure/spacing.ts';
import type { Curve } from '../../../app/figure/curve.ts';
import type { Need, Reading } from '../../../renderer/state/curve.ts';
import type { Stretch } from '../../../app/figure/stretch.ts';
import { recorded, readWindow } from '../recorded.ts';

/** Reads until the need is met, as the curves of a view do. */
function satisfy(curve: Curve | undefined, need: Need, stride: number): { curve: Curve; asked: Reading[] } {
  const asked: Reading[] = [];
  let now = curve;
  for (let due = reading(now, need); due && asked.length < 4; due = reading(now, need)) {
    asked.push(due);
    now = merged(
      now,
      due,
      readWindow({ ...due, buckets: bucketsOf(due.spacing, due.stretch, due.buckets) }, need.reached, stride),
      need.ended,
    );
  }
  expect(reading(now, need)).toBeNull();
  if (!now) throw new Error('nothing was read');
  return { curve: now, asked };
}

function extremes(
  { step, value }: Pick<Curve, 'step' | 'value'>,
  stretch: Stretch,
): { readonly least: number; readonly greatest: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (const [index, at] of step.entries()) {
    if (at < stretch.from || at > stretch.to) continue;
    least = Math.min(least, value[index] ?? NaN);
    greatest = Math.max(greatest, value[index] ?? NaN);
  }
  return { least, greatest };
}

const needs = fc.array(
  fc.record({
    grown: fc.integer({ min: 0, max: 2_000 }),
    from: fc.double({ min: 0, max: 0.99, noNaN: true }),
    length: fc.double({ min: 0.001, max: 1, noNaN: true }),
    all: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

test('whatever is shown, in whatever order: the extremes of the stretch are there, at their own steps', () => {
  fc.assert(
    fc.property(needs, fc.constantFrom(1, 7), (shown, stride) => {
      let reached = 100;
      let curve: Curve | undefined;
      for (const { grown, from, length, all } of shown) {
        reached += grown;
        const start = from * reached;
        const stretch = all ? { from: 0, to: reached } : { from: start, to: start + 1 + length * reached };
        ({ curve } = satisfy(
          curve,
          { stretch, buckets: 16, spacing: bySteps, reached, ended: false },
          stride,
        ));
        for (const [index, step] of curve.step.entries())
          expect(step).toBeGreaterThan(curve.step[index - 1] ?? -1);
        // A bucket at either side of the stretch reaches a little beyond it.
        const bucket = (stretch.to - stretch.from) / 16;
        const truth = extremes(recorded(stretch, reached, stride), stretch);
        const around = { from: stretch.from - bucket, to: stretch.to + bucket };
        const drawn = extremes(curve, around);
        const most = extremes(recorded(around, reached, stride), around);
        expect(drawn.greatest).toBeGreaterThanOrEqual(truth.greatest);
        expect(drawn.greatest).toBeLessThanOrEqual(most.greatest);
        expect(drawn.least).toBeLessThanOrEqual(truth.least);
        expect(drawn.least).toBeGreaterThanOrEqual(most.least);
      }
    }),
    { numRuns: 60 },
  );
});

test('zoomed in far enough every recorded point is there', () => {
  const need = {
    stretch: { from: 5_000, to: 5_040 },
    buckets: 512,
    spacing: bySteps,
    reached: 30_000,
    ended: true,
  };
  const { curve } = satisfy(undefined, need, 1);
  expect(curve.density).toBe(Infinity);
  const first = indexAt(curve.step, 5_000);
  expect([...curve.step.subarray(first, first + 41)]).toEqual(
    Array.from({ length: 41 }, (_, i) => 5_000 + i),
  );
});

test('a run that goes on is read on from its last point, not anew', () => {
  const all = (reached: number): Need => ({
    stretch: { from: 0, to: reached },
    buckets: 256,
    spacing: bySteps,
    reached,
    ended: false,
  });
  let { curve } = satisfy(undefined, all(50_000), 1);
  const { curve: grown, asked } = satisfy(curve, all(51_000), 1);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ append: true, stretch: { from: 50_001, to: 51_000 } });
  curve = grown;
  for (let reached = 52_000; reached <= 400_000; reached += 4_000)
    ({ curve } = satisfy(curve, all(reached), 1));
  expect(curve.step.length).toBeLessThan(256 * 2 * 5);
});

test('the last points of a run that ended are read once more, and then nothing', () => {
  const need = { stretch: { from: 0, to: 400 }, buckets: 512, spacing: bySteps, reached: 400, ended: false };
  const { curve } = satisfy(undefined, need, 1);
  const { curve: ended, asked } = satisfy(curve, { ...need, ended: true }, 1);
  expect(asked).toHaveLength(1);
  expect(reading(ended, { ...need, ended: true })).toBeNull();
});

test('a jump to another part of a long run does not read what lies between', () => {
  const at = (from: number): Need => ({
    stretch: { from, to: from + 40 },
    buckets: 512,
    spacing: bySteps,
    reached: 1_000_000,
    ended: true,
  });
  const { curve } = satisfy(undefined, at(100), 1);
  const { asked } = satisfy(curve, at(900_000), 1);
  expect(asked.every(({ buckets, stretch }) => buckets <= 20_000 && stretch.to - stretch.from < 200)).toBe(
    true,
  );
});

test('indexAt finds the last point at or before a step', () => {
  const steps = Float64Array.from([0, 50, 100]);
  expect([-1, 0, 49, 50, 99, 100, 1000].map((step) => indexAt(steps, step))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
});

test('along a spacing of its own every bucket keeps its extremes, however the view moves', () => {
  const roots: Spacing = { name: 'root', of: Math.sqrt, step: (at) => Math.max(0, at) ** 2 };
  let curve: Curve | undefined;
  for (const stretch of [
    { from: 0, to: 40_000 },
    { from: 100, to: 900 },
    { from: 10_000, to: 40_000 },
  ]) {
    const need = { stretch, buckets: 64, spacing: roots, reached: 40_000, ended: false };
    ({ curve } = satisfy(curve, need, 1));
    const ends = [Math.sqrt(stretch.from), Math.sqrt(stretch.to)] as const;
    const width = (ends[1] - ends[0]) / 64;
    for (let bucket = 1; bucket < 63; bucket++) {
      const inside = {
        from: (ends[0] + bucket * width) ** 2,
        to: (ends[0] + (bucket + 1) * width) ** 2,
      };
      // The curve's own buckets may lie across these, but are no wider.
      const around = {
        from: (ends[0] + (bucket - 1) * width) ** 2,
        to: (ends[0] + (bucket + 2) * width) ** 2,
      };
      const truth = extremes(recorded(inside, 40_000, 1), inside);
      const drawn = extremes(curve, around);
      expect(drawn.greatest).toBeGreaterThanOrEqual(truth.greatest);
      expect(drawn.least).toBeLessThanOrEqual(truth.least);
    }
  }
});

test('a curve that was thinned along another spacing is read anew, one that holds every point is not', () => {
  const roots: Spacing = { name: 'root', of: Math.sqrt, step: (at) => at ** 2 };
  const stretch = { from: 0, to: 10_000 };
  const need = { stretch, buckets: 64, spacing: bySteps, reached: 10_000, ended: true };
  const thinned = satisfy(undefined, need, 1).curve;
  expect(reading(thinned, { ...need, spacing: roots })?.append).toBe(false);
  const whole = satisfy(undefined, { ...need, buckets: 20_000 }, 1).curve;
  expect(reading(whole, { ...need, spacing: roots })).toBeNull();
});
