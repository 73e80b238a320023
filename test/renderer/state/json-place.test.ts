import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOfPlace } from '../../../renderer/state/json-place.ts';

function at(json: string, place: string): string {
  const { start, end } = rangeOfPlace(json, place);
  return json.slice(start, end);
}

/** Every place of a value, with the value there. */
function places(value: unknown, place = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[place, value]];
  const children = Array.isArray(value)
    ? value.flatMap((item, index) => places(item, `${place}[${index}]`))
    : Object.entries(value).flatMap(([key, item]) => places(item, place ? `${place}.${key}` : key));
  return [[place, value], ...children];
}

const key = fc.stringMatching(/^[A-Za-z]\w{0,5}$/).filter((word) => word !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));

test('the text at a place is the value at that place', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(undefined, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      for (const [place, inside] of places(value))
        expect(at(json, place)).toBe(textOf(json, inside, indent, place));
    }),
  );
});

function textOf(json: string, value: unknown, indent: number | undefined, place: string): string {
  if (indent === undefined || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const found = at(json, place); // Its indentation depends on its depth: compared as a value.
  expect(JSON.parse(found)).toEqual(JSON.parse(JSON.stringify(value)));
  return found;
}

test('a value that is missing is shown as what it is missing from', () => {
  const json = '{ "objective": { "kind": "quadratic", "eigenvalues": [1, 2] } }';
  expect(at(json, 'objective.start')).toBe('{ "kind": "quadratic", "eigenvalues": [1, 2] }');
  expect(at(json, 'objective.eigenvalues[7]')).toBe('[1, 2]');
  expect(at(json, 'steps')).toBe(json);
  expect(at('"kind"', 'kind')).toBe('"kind"');
});
