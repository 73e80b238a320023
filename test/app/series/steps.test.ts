import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compressSteps,
  countBefore,
  countSteps,
  expandSteps,
  joinSteps,
  lastStep,
  sliceSteps,
  stepAt,
} from '../../../app/series/steps.ts';

const rising = fc
  .array(fc.oneof(fc.constant(50), fc.integer({ min: 1, max: 100 })), { minLength: 1, maxLength: 30 })
  .map((gaps) => gaps.reduce<number[]>((steps, gap) => [...steps, (steps.at(-1) ?? -1) + gap], []));

test('steps behave as the list they stand for, in either form', () => {
  fc.assert(
    fc.property(rising, fc.nat(30), fc.nat(30), fc.integer({ min: -5, max: 3000 }), (list, a, b, probe) => {
      const steps = compressSteps(Float64Array.from(list));
      expect([...expandSteps(steps)]).toEqual(list);
      expect([countSteps(steps), lastStep(steps), stepAt(steps, 0)]).toEqual([
        list.length,
        list.at(-1),
        list[0],
      ]);
      expect(countBefore(steps, probe)).toBe(list.filter((step) => step < probe).length);
      const [begin, end] = [Math.min(a, b, list.length), Math.min(Math.max(a, b), list.length)];
      const [head, tail] = [sliceSteps(steps, begin, end), sliceSteps(steps, end, list.length)];
      expect([...expandSteps(head)]).toEqual(list.slice(begin, end));
      expect([...expandSteps(joinSteps(head, tail))]).toEqual(list.slice(begin));
    }),
  );
});

test('what is regular becomes three numbers, also joined from single steps', () => {
  const one = (first: number) => ({ kind: 'regular', first, stride: 1, count: 1 }) as const;
  expect(joinSteps(joinSteps(one(0), one(50)), one(100))).toEqual({
    kind: 'regular',
    first: 0,
    stride: 50,
    count: 3,
  });
  expect(joinSteps(one(7), { kind: 'regular', first: 8, stride: 1, count: 4 })).toEqual({
    kind: 'regular',
    first: 7,
    stride: 1,
    count: 5,
  });
  expect(compressSteps(Float64Array.of(0, 50, 100))).toEqual({
    kind: 'regular',
    first: 0,
    stride: 50,
    count: 3,
  });
});

test('a step outside is refused', () => {
  expect(() => stepAt({ kind: 'regular', first: 0, stride: 1, count: 2 }, 2)).toThrow(RangeError);
  expect(() => lastStep({ kind: 'listed', values: new Float64Array() })).toThrow(RangeError);
});
