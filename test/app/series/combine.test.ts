import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combine } from '../../../app/series/combine.ts';

const series = fc
  .uniqueArray(fc.nat(40), { maxLength: 30 })
  .map((steps) => Float64Array.from(steps.sort((a, b) => a - b)))
  .map((step) => ({ step, value: step.map((at) => Math.sin(7 * at + step.length)) }));

test('a combination is made at the steps that all have, of the values that all have there', () => {
  fc.assert(
    fc.property(fc.array(series, { minLength: 1, maxLength: 4 }), (all) => {
      const maps = all.map(({ step, value }) => new Map([...step].map((at, i) => [at, value[i]!])));
      const common = [...maps[0]!.keys()].filter((at) => maps.every((map) => map.has(at)));
      const at = (step: number): number[] => maps.map((map) => map.get(step)!);
      for (const [name, made] of [
        ['mean', (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length],
        ['least', (values: number[]) => Math.min(...values)],
        ['greatest', (values: number[]) => Math.max(...values)],
      ] as const) {
        const found = combine(name, all);
        expect([...found.step]).toEqual(common);
        expect([...found.value]).toEqual(common.map((step) => made(at(step))));
      }
    }),
  );
});

test('of two runs: a − b and a/b; a hole of either is one of both', () => {
  const a = { step: Float64Array.of(0, 1, 2, 4), value: Float64Array.of(6, NaN, 1, 9) };
  const b = { step: Float64Array.of(0, 1, 2, 3, 4), value: Float64Array.of(2, 1, 0, 7, 3) };
  expect(combine('difference', [a, b])).toEqual({
    step: Float64Array.of(0, 1, 2, 4),
    value: Float64Array.of(4, NaN, 1, 6),
  });
  expect([...combine('ratio', [a, b]).value]).toEqual([3, NaN, Infinity, 3]);
  expect([...combine('least', [a, b]).value]).toEqual([2, NaN, 0, 3]);
});

test('of nothing there is nothing', () => {
  expect(combine('mean', []).step).toHaveLength(0);
});
