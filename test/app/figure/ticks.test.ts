import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLogTick, formatTick, linearTicks, logTicks } from '../../../app/figure/ticks.ts';

test('ticks are round and few, and stand on the axis', () => {
  expect(linearTicks({ from: 0, to: 11.6 })).toEqual([0, 5, 10]);
  expect(linearTicks({ from: -0.061, to: 0.061 })).toEqual([-0.05, 0, 0.05]);
  expect(linearTicks({ from: 0, to: 1 })).toEqual([0, 0.25, 0.5, 0.75, 1]);
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, length) => {
      const ticks = linearTicks({ from, to: from + length });
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(5);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(from - 1e-6 * length);
        expect(tick).toBeLessThanOrEqual(from + length * (1 + 1e-6));
      }
    }),
  );
});

test('an axis without length has no ticks', () => {
  expect(linearTicks({ from: 3, to: 3 })).toEqual([]);
  expect(linearTicks({ from: 0, to: Infinity })).toEqual([]);
});

test('a logarithmic axis has powers of ten where two fit, else 1, 2, 5', () => {
  expect(logTicks({ from: 0.004, to: 3 })).toEqual([0.01, 0.1, 1]);
  expect(logTicks({ from: 0.03, to: 0.4 })).toEqual([0.05, 0.1, 0.2]);
  expect(logTicks({ from: 1e-16, to: 1 }).length).toBeLessThanOrEqual(5);
  expect(logTicks({ from: 0.0223, to: 0.0239 }).length).toBeGreaterThanOrEqual(2);
});

test('ticks read as on paper', () => {
  expect([0, 0.05, -0.05, 400, 1200, 2e6, 1e-6].map(formatTick)).toEqual([
    '0',
    '.05',
    '−.05',
    '400',
    '1,200',
    '2×10⁶',
    '10⁻⁶',
  ]);
  expect([0.01, 0.1, 1, 10].map((tick, _, all) => formatLogTick(tick, all))).toEqual([
    '10⁻²',
    '10⁻¹',
    '1',
    '10',
  ]);
  expect([0.05, 0.1].map((tick, _, all) => formatLogTick(tick, all))).toEqual(['.05', '.1']);
});
