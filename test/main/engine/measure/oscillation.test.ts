import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OscillationTrack } from '../../../../main/engine/measure/oscillation.ts';

function track(projections: readonly number[]) {
  const oscillation = new OscillationTrack();
  return projections.map((value, step) => oscillation.next(step, Float64Array.of(value)));
}

test('a pure bounce of amplitude A has δ_t = ±A; a straight drift has δ = 0', () => {
  const amplitude = 0.25;
  const points = track([0, 1, 2, 3, 4, 5].map((t) => 3 + 0.5 * t + (-1) ** t * amplitude));
  expect(points.map((point) => point?.step)).toEqual([undefined, undefined, 1, 2, 3, 4]);
  expect(points.slice(2).map((point) => point!.values[0])).toEqual([-0.25, 0.25, -0.25, 0.25]);
});

test('δ_t = ½p_t − ¼p_{t−1} − ¼p_{t+1} for any projections', () => {
  const sequence = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 20 });
  fc.assert(
    fc.property(sequence, (p) => {
      for (const point of track(p)) {
        if (!point) continue;
        const t = point.step;
        expect(point.values[0]).toBeCloseTo(p[t]! / 2 - (p[t - 1]! + p[t + 1]!) / 4, 6);
      }
    }),
  );
});

test('new directions start from projections on them, not on the old ones', () => {
  const oscillation = new OscillationTrack();
  oscillation.next(0, Float64Array.of(100));
  oscillation.next(1, Float64Array.of(200));
  oscillation.restart([
    { step: 0, values: Float64Array.of(1) },
    { step: 1, values: Float64Array.of(-1) },
  ]);
  expect(oscillation.next(2, Float64Array.of(1))).toEqual({ step: 1, values: Float64Array.of(-1) });
  oscillation.restart([]);
  expect(oscillation.next(3, Float64Array.of(1))).toBeNull();
});
