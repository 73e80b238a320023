import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakOf } from '../../../renderer/state/json-break.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('it agrees with JSON.parse on what is JSON, whatever is deleted from or put into one', () => {
  const change = fc.tuple(
    fc.nat(200),
    fc.nat(3),
    fc.constantFrom('', ',', '}', '"', '\\', '0', '.', ' ', '\n', 'e'),
  );
  fc.assert(
    fc.property(fc.json(), change, (json, [at, cut, put]) => {
      const text = json.slice(0, at) + put + json.slice(at + cut);
      expect(breakOf(text) === null).toBe(isJson(text));
    }),
    { numRuns: 2000 },
  );
});

test('the place is the first character that cannot go on', () => {
  const places: [string, number, string][] = [
    ['{ "steps": }', 11, 'a value'],
    ['{ "steps" 4 }', 10, 'a colon'],
    ['{ "a": 1 "b": 2 }', 9, 'a comma or }'],
    ['{ "a": 1, }', 10, 'a name in quotes'],
    ['[1, 2', 5, 'a comma or ]'],
    ['1 2', 2, 'the end'],
    ['', 0, 'a value'],
  ];
  for (const [text, offset, expected] of places) expect(breakOf(text)).toEqual({ offset, expected });
});
