import { expect, test } from 'vitest';
import { parseAddress } from '../../../renderer/state/address.ts';
import { viewName } from '../../../renderer/state/view-name.ts';

const names: Record<string, string> = { a: 'GD', b: 'SAM', c: 'ASAM', d: 'GSAM', e: '' };

test.each([
  ['#/', 'Runs'],
  ['#/?find=optimizer%3Asam', 'Runs: optimizer:sam'],
  ['#/?show=archived', 'Archive'],
  ['#/compare?runs=a,b&steps=0.5-1400', 'Compare GD, SAM, steps 1 to 1,400'],
  ['#/compare?runs=a,b,c,d,e', 'Compare GD, SAM, ASAM, 2 more'],
  ['#/compare', 'Compare'],
  ['#/run/b', 'SAM'],
  ['#/run/e', 'e'],
  ['#/run/gone', 'gone'],
  ['#/new?preset=the-bounce', 'New experiment: the-bounce'],
  ['#/learn/2', 'Learn: claim 2'],
])('%s is called “%s”', (address, name) => {
  expect(viewName(parseAddress(address), (id) => names[id] ?? null)).toBe(name);
});

test('a name is never longer than what the lab keeps', () => {
  const long = viewName(parseAddress('#/run/a'), () => 'n'.repeat(500));
  expect(long).toHaveLength(200);
});
