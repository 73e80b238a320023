import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumBefore } from '../../../app/experiment/schedule-sum.ts';
import { valueAt, type Scheduled } from '../../../app/experiment/schedule.ts';

const value = fc.double({ min: 1e-4, max: 2, noNaN: true });
const steps = fc.integer({ min: 1, max: 60 });
const scheduled: fc.Arbitrary<Scheduled> = fc.oneof(
  value,
  fc.record({ kind: fc.constant('warm-up' as const), from: value, to: value, steps }),
  fc
    .record({ kind: fc.constant('cosine' as const), from: value, to: value, steps, warmUp: fc.nat(59) })
    .map((one) => ({ ...one, warmUp: one.warmUp % one.steps })),
  fc
    .tuple(
      fc.array(value, { minLength: 5, maxLength: 5 }),
      fc.uniqueArray(steps, { minLength: 4, maxLength: 4 }),
    )
    .map(([values, at]) => ({ kind: 'piecewise' as const, values, at: at.sort((a, b) => a - b) })),
);

test('the closed form is the sum, before, in and after a schedule', () => {
  fc.assert(
    fc.property(scheduled, (setting) => {
      let sum = 0;
      for (let step = 0; step <= 130; step++) {
        expect(sumBefore(setting, step)).toBeCloseTo(sum, 9);
        sum += valueAt(setting, step);
      }
    }),
  );
});

test('between two steps it goes on in a straight line', () => {
  const falling: Scheduled = { kind: 'piecewise', values: [0.5, 0.1], at: [10] };
  expect(sumBefore(falling, 9.5)).toBeCloseTo(4.75, 12);
  expect(sumBefore(falling, 10.5)).toBeCloseTo(5.05, 12);
});
