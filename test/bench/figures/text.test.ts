import { describe, expect, it } from 'vitest';
import { threeDigits, timeText, verdict } from './text.ts';

describe('timeText', () => {
  it('takes the unit that suits', () => {
    expect(timeText(0.0341)).toBe('34.1 µs');
    expect(timeText(7.019)).toBe('7.02 ms');
    expect(timeText(12_345)).toBe('12.3 s');
    expect(timeText(123_456)).toBe('123 s');
  });
});

describe('threeDigits', () => {
  it('groups thousands and keeps three digits of what is small', () => {
    expect(threeDigits(0.64189)).toBe('0.642');
    expect(threeDigits(34.06)).toBe('34.1');
    expect(threeDigits(1234.4)).toBe('1,234');
    expect(threeDigits(NaN)).toBe('–');
  });
});

describe('verdict', () => {
  it('says what is promised and whether it is kept', () => {
    expect(verdict(0.99, { most: 1 })).toBe('≤ 1: met');
    expect(verdict(1, { most: 1 })).toBe('≤ 1: met');
    expect(verdict(1.01, { most: 1 })).toBe('≤ 1: missed');
    expect(verdict(1999, { least: 2000 })).toBe('≥ 2000: missed');
    expect(verdict(2000, { least: 2000 })).toBe('≥ 2000: met');
  });

  it('says only what is promised where there is no figure', () => {
    expect(verdict(NaN, { most: 0.7 })).toBe('≤ 0.7');
  });
});
