import { describe, expect, it } from 'vitest';
import { duration, jsonLine, plain, short, table } from '../../../main/cli/format.ts';

describe('text for people', () => {
  it.each([
    [null, '–'],
    [30000, '30000'],
    [1.0345678, '1.0346'],
    [1.234567e-12, '1.2346e-12'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ])('writes %s as %s', (value, text) => {
    expect(short(value)).toBe(text);
  });

  it.each([
    [0.012, '12 ms'],
    [59.94, '59.9 s'],
    [61, '1 min 1 s'],
    [7260, '2 h 1 min'],
  ])('writes %s seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('aligns columns, numbers to the right, whatever their letters', () => {
    const rows = [
      ['', 'λ₁', 'name'],
      ['a', '1.5', 'GD'],
      ['bc', '–', 'SAM on T₅'],
      ['d', '20', ''],
    ];
    expect(table(rows).split('\n')).toEqual([
      '     λ₁  name',
      'a   1.5  GD',
      'bc    –  SAM on T₅',
      'd    20',
    ]);
  });
});

it('writes what JSON has no numbers for as strings', () => {
  expect(jsonLine({ a: [NaN, -Infinity, 0.1], b: null })).toBe('{"a":["NaN","-Infinity",0.1],"b":null}');
});

it('writes settings plainly, schedules in a few words', () => {
  expect([null, 'sam', 0.123456789, [1, 2]].map(plain)).toEqual(['–', 'sam', '0.12346', '[1,2]']);
  expect(plain({ kind: 'piecewise', values: [0, 0.05], at: [500] })).toBe('0→0.05 at 500');
});

it('writes typed arrays as lists', () => {
  expect(jsonLine({ a: Float64Array.of(1, NaN), b: [Float64Array.of()] })).toBe('{"a":[1,"NaN"],"b":[[]]}');
});
