import { expect, test } from 'vitest';
import { formatDate, formatNumber, formatSeconds, formatSetting } from '../../../app/format/number.ts';

test('numbers read as on paper', () => {
  expect([3000, 0.11234, -0.05, 10.186, 1.25e-5, -1e-9, 2.5e8, 0].map((x) => formatNumber(x))).toEqual([
    '3,000',
    '0.1123',
    '−0.05',
    '10.19',
    '1.25×10⁻⁵',
    '−10⁻⁹',
    '2.5×10⁸',
    '0',
  ]);
  expect([null, undefined, NaN, Infinity, -Infinity].map((x) => formatNumber(x))).toEqual([
    '–',
    '–',
    '–',
    '∞',
    '−∞',
  ]);
});

test('settings are shown as written', () => {
  expect(formatSetting(0.012345678)).toBe('0.012345678');
  expect(formatSetting([50, 50])).toBe('50, 50');
  expect(formatSetting([1, 2, 3, 4, 5, 6, 7])).toBe('1, 2, 3, 4, 5, … (7)');
  expect(
    formatSetting([
      { filters: 8, padding: 'same' },
      { filters: 16, padding: 'same' },
    ]),
  ).toBe('filters 8 padding same, filters 16 padding same');
  expect(formatSetting('tanh')).toBe('tanh');
  expect(formatSetting(true)).toBe('yes');
  expect(formatSetting(undefined)).toBe('–');
  expect(formatSetting({ kind: 'warm-up', from: 0, to: 0.05, steps: 100 })).toBe('0→0.05 in 100 steps');
});

test('durations take the unit they are thought in', () => {
  expect([0.213, 9.4, 41.2, 200, 7500].map(formatSeconds)).toEqual([
    '0.21 s',
    '9.4 s',
    '41 s',
    '3 min 20 s',
    '2 h 5 min',
  ]);
});

test('today shows the time, this year the day, before that the year', () => {
  const now = new Date(2025, 5, 10, 15);
  expect(formatDate(new Date(2025, 5, 10, 9, 5).toISOString(), now)).toBe('09:05');
  expect(formatDate(new Date(2025, 2, 1).toISOString(), now)).toBe('1 Mar');
  expect(formatDate(new Date(2024, 2, 1).toISOString(), now)).toBe('1 Mar 2024');
});
