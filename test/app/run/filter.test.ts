import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilter, unknownKeys } from '../../../app/run/filter.ts';
import { completeSummary } from '../../../app/run/summary.ts';
import { run, sam } from '../../renderer/run.ts';

const runs = [
  run(
    'a',
    {
      name: 'Paper figure',
      tags: ['paper', 'Draft 2'],
      pinned: true,
      summary: { ...completeSummary({}), finalSharpness: 41, finalLoss: 0.1 },
    },
    { optimizer: sam(0.05, 0.03), seed: 1 },
  ),
  run(
    'b',
    {
      name: 'other',
      status: 'failed',
      archived: true,
      note: 'too wide',
      summary: { ...completeSummary({}), finalSharpness: 9, finalLoss: 1e-5 },
    },
    { optimizer: { kind: 'gd', stepSize: 0.2, momentum: 0, batch: 'full' }, seed: 2 },
  ),
  run('c', { name: 'queued', status: 'queued', summary: null }, { optimizer: sam(0.5, 0.1), seed: 3 }),
];
const found = (text: string): string =>
  runs
    .filter(parseFilter(text, ({ name }) => name.toLowerCase()).matches)
    .map(({ id }) => id)
    .join('');

test.each([
  ['', 'abc'],
  ['paper', 'a'],
  ['"paper figure"', 'a'],
  ['"figure paper"', ''],
  ['-paper', 'bc'],
  ['optimizer:sam', 'ac'],
  ['optimizer.kind=gd', 'b'],
  ['network:mlp', 'abc'],
  ['data:cheb', 'abc'],
  ['stepSize<0.2', 'a'],
  ['stepsize<=0.2', 'ab'],
  ['η>0.05', 'bc'],
  ['ρ>=0.1', 'c'],
  ['stepSize=0.05', 'a'],
  ['stepSize:0.05', 'a'], // not 0.055, and not 0.5
  ['stepSize!=0.05', 'bc'],
  ['seed=2', 'b'],
  ['λ₁>40', 'a'],
  ['λ₁<40', 'b'], // a run without a value is on neither side
  ['-λ₁>40', 'bc'],
  ['loss<1e-4', 'b'],
  ['tag:paper', 'a'],
  ['tag="draft 2"', 'a'],
  ['tag:dra', 'a'],
  ['tag=dra', ''],
  ['tag!=paper', 'bc'],
  ['is:pinned', 'a'],
  ['-is:archived', 'ac'],
  ['is:forked', ''],
  ['status:failed', 'b'],
  ['note:wide', 'b'],
  ['optimizer:sam stepSize>0.1', 'c'],
])('%s', (text, ids) => {
  expect(found(text)).toBe(ids);
});

test.each([
  ['λ₁>', 'lacks what is to be compared with'],
  ['λ₁>high', 'a number is expected after >'],
  ['is:good', 'pinned, archived, forked are expected after is:'],
])('%s is a problem, and the rest is heeded', (text, problem) => {
  const filter = parseFilter(`${text} seed=2`, () => '');
  expect(filter.problems).toEqual([expect.stringContaining(problem)]);
  expect(runs.filter(filter.matches).map(({ id }) => id)).toEqual(['b']);
});

test('a key that no run has is named', () => {
  expect(
    unknownKeys(
      parseFilter('stepsiz<1 seed=1 tag:x is:pinned', () => ''),
      runs,
    ),
  ).toEqual([expect.stringContaining('No run has “stepsiz”')]);
  expect(
    unknownKeys(
      parseFilter('stepsiz<1', () => ''),
      [],
    ),
  ).toEqual([]);
});

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const filter = parseFilter(text, ({ name }) => name);
      runs.forEach((one) => filter.matches(one));
    }),
  );
});
