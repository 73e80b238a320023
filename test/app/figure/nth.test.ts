import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nth } from '../../../app/figure/nth.ts';

test('the value of a rank is the one that sorting puts there', () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, max: 3, min: 0 }), {
    minLength: 1,
  });
  // Few different values, so that many are equal.
  const some = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.oneof(values, some), fc.nat(), (given, at) => {
      const rank = at % given.length;
      expect(nth(Float64Array.from(given), rank)).toBe(Float64Array.from(given).sort()[rank]);
    }),
  );
});
