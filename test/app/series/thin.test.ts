import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thin } from '../../../app/series/thin.ts';

const points = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.double({ noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((pairs) => {
    let at = 0;
    return {
      step: Float64Array.from(pairs, ([gap]) => (at += gap)),
      value: Float64Array.from(pairs, ([, value]) => value),
    };
  });

test('thinning keeps the first, the last and the extremes of every stretch, in order, and nothing that was not there', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 50 }), ({ step, value }, buckets) => {
      const kept = thin(step, value, buckets);
      if (step.length <= 2 * buckets) {
        expect(kept).toEqual({ step, value });
        return;
      }
      expect(kept.step.length).toBeLessThanOrEqual(2 * buckets + 2);
      const recorded = new Map(Array.from(step, (at, i) => [at, value[i]!]));
      kept.step.forEach((at, i) => expect(Object.is(recorded.get(at), kept.value[i])).toBe(true));
      expect(kept.step.every((at, i) => i === 0 || at > kept.step[i - 1]!)).toBe(true);
      expect([kept.step[0], kept.step.at(-1)]).toEqual([step[0], step.at(-1)]);
      const scale = buckets / (step.at(-1)! - step[0]!);
      const stretch = (at: number): number => Math.min(buckets - 1, Math.floor((at - step[0]!) * scale));
      for (let bucket = 0; bucket < buckets; bucket++) {
        const all = [...value].filter((_, i) => stretch(step[i]!) === bucket);
        const left = [...kept.value].filter((_, i) => stretch(kept.step[i]!) === bucket);
        expect([Math.min(...left), Math.max(...left)]).toEqual([Math.min(...all), Math.max(...all)]);
      }
    }),
  );
});

test('an oscillation of period two shows with both its sides in every stretch, which any even stride hides', () => {
  const step = Float64Array.from({ length: 10_000 }, (_, i) => i);
  const value = step.map((i) => (i % 2 === 0 ? 1 : -1));
  const kept = thin(step, value, 50);
  for (let bucket = 0; bucket < 50; bucket++) {
    const inside = [...kept.value].filter((_, i) => Math.floor((kept.step[i]! * 50) / 9999) === bucket);
    expect(new Set(inside)).toEqual(new Set([1, -1]));
  }
});
