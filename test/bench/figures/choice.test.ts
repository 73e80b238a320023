import { describe, expect, it } from 'vitest';
import type { Bench } from '../bench.ts';
import { parseChoice } from './choice.ts';

const run = (): Promise<void> => Promise.resolve();
const peers: Bench = { name: 'peers', rows: ['S', 'T', 'A'], run };
const store: Bench = { name: 'store', run };
const choose = (...args: string[]) => parseChoice(args, [peers, store]);

describe('parseChoice', () => {
  it('takes every bench with all its rows where none is named', () => {
    const all = [
      { bench: peers, rows: ['S', 'T', 'A'] },
      { bench: store, rows: [] },
    ];
    expect(choose()).toEqual({ markdown: false, device: 'cpu', chosen: all });
    expect(choose('--markdown')).toEqual({ markdown: true, device: 'cpu', chosen: all });
  });

  it('takes of a bench the rows named after it', () => {
    expect(choose('store', 'peers', 'S', '--markdown', 'A')).toEqual({
      markdown: true,
      device: 'cpu',
      chosen: [
        { bench: store, rows: [] },
        { bench: peers, rows: ['S', 'A'] },
      ],
    });
  });

  it('takes the GPU where it is asked for', () => {
    expect(choose('peers', 'S', '--gpu')).toMatchObject({ device: 'gpu', chosen: [{ rows: ['S'] }] });
  });

  it('says what there is where a name is unknown', () => {
    const known = 'There are, with their rows: peers S T A; store.';
    expect(choose('speed')).toEqual({ problem: `No bench is called speed. ${known}` });
    expect(choose('peers', 'X')).toEqual({ problem: `No bench and no row of peers is called X. ${known}` });
    expect(choose('S')).toEqual({ problem: `No bench is called S. ${known}` });
  });
});
