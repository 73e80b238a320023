import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { markdown, plainText, type Table } from './table.ts';

const table: Table = {
  title: 'Steps',
  header: ['', 'time', 'target'],
  lines: [
    ['λ₁, float32', '34.0 µs', '≤ 1: met'],
    ['|g|', '–'],
  ],
};

describe('plainText', () => {
  it('aligns columns and ends no line with blanks', () => {
    expect(plainText(table).split('\n')).toEqual([
      'Steps',
      '                time      target',
      '  λ₁, float32   34.0 µs   ≤ 1: met',
      '  |g|           –',
    ]);
  });
});

describe('markdown', () => {
  it('escapes bars and fills up short lines', () => {
    expect(markdown(table).split('\n')).toEqual([
      '**Steps**',
      '',
      '|             | time    | target   |',
      '| ----------- | ------- | -------- |',
      '| λ₁, float32 | 34.0 µs | ≤ 1: met |',
      '| \\|g\\|       | –       |          |',
    ]);
  });

  it('is what Prettier would make of it', async () => {
    const narrow = { title: 'A', header: ['', 'b'], lines: [['c', '']] };
    for (const each of [table, narrow])
      expect(await format(markdown(each), { parser: 'markdown' })).toBe(`${markdown(each)}\n`);
  });
});
