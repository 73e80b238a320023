import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Iterates, midpoint } from '../../../../main/engine/measure/iterates.ts';

test('a walk from boundary to boundary keeps the three iterates of every measured step', () => {
  const lengths = fc.record({
    every: fc.integer({ min: 1, max: 9 }),
    last: fc.integer({ min: 1, max: 60 }),
    reach: fc.constantFrom(1 as const, 2 as const, 3 as const),
  });
  fc.assert(
    fc.property(lengths, ({ every, last, reach }) => {
      const iterates = new Iterates(every, last, reach);
      const measured: number[] = [];
      for (let step = 0; ; step = iterates.next(step)) {
        if (iterates.isNeeded(step)) iterates.keep(step, Float64Array.of(step));
        if (iterates.isMeasured(step - 1)) {
          const { earliest, earlier, before, here, after } = iterates.around(step - 1);
          if (reach === 3) expect(earliest?.[0]).toBe(step < 4 ? undefined : step - 4);
          if (reach > 1) expect(earlier?.[0]).toBe(step < 3 ? undefined : step - 3);
          expect([before?.[0], here[0], after?.[0]]).toEqual([step - 2, step - 1, step]);
          measured.push(step - 1);
        }
        if (step === last) break;
      }
      const expected = Array.from({ length: last }, (_, t) => t).filter((t) => t > 0 && t % every === 0);
      expect(measured).toEqual(expected);
    }),
  );
});

test('iterates that no coming measurement needs are let go', () => {
  const iterates = new Iterates(1, 100, 1);
  for (let step = 0; step < 50; step++) iterates.keep(step, new Float64Array(1));
  expect(iterates.kept.size).toBe(3);
  expect(() => iterates.around(10)).toThrow('step 10');
});

test('the midpoint lies in the middle of a bounce; the ends of a run have none', () => {
  const at = (value: number) => Float64Array.of(value);
  expect(midpoint({ earliest: null, earlier: null, before: at(3), here: at(1), after: at(3) })).toEqual(
    at(2),
  );
  expect(midpoint({ earliest: null, earlier: null, before: null, here: at(1), after: at(3) })).toBeNull();
});
