import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText, withText, without } from '../../../renderer/state/json-edit.ts';

const text = `{
  "steps": 1e3,
  "optimizer": { "kind": "sam",  "stepSize": 0.050 },
  "measure": {},
  "list": [1, 2, 3]
}
`;

test('a value is replaced and all else stays as it is written', () => {
  expect(withText(text, ['optimizer', 'stepSize'], '0.1')).toBe(text.replace('0.050', '0.1'));
  expect(withText(text, ['list', 1], '"two"')).toBe(text.replace('2, 3', '"two", 3'));
  expect(withText(text, [], '[]')).toBe('[]\n');
});

test('a key that is missing comes behind the others, in a line of its own where they have one', () => {
  expect(withText(text, ['seed'], '7')).toBe(text.replace('3]', '3],\n  "seed": 7'));
  expect(withText(text, ['optimizer', 'radius'], '0')).toBe(text.replace('0.050', '0.050, "radius": 0'));
  expect(withText(text, ['measure', 'sharpness', 'every'], '9')).toBe(
    text.replace('{},', '{ "sharpness": { "every": 9 } },'),
  );
  expect(withText(text, ['list', 3], '4')).toBe(text.replace('3]', '3, 4]'));
  expect(withText(text, ['steps', 'of'], '4')).toBe(text.replace('1e3', '{ "of": 4 }'));
});

test('a key is taken out with its comma', () => {
  expect(without(text, ['steps'])).toBe(text.replace('"steps": 1e3,\n  ', ''));
  expect(without(text, ['list'])).toBe(text.replace(',\n  "list": [1, 2, 3]', ''));
  expect(without(text, ['optimizer', 'kind'])).toBe(text.replace('"kind": "sam",  ', ''));
  expect(without(text, ['list', 0])).toBe(text.replace('1, 2', '2'));
  expect(without('{ "a": 1 }', ['a'])).toBe('{}');
  for (const path of [['nothing'], ['steps', 'of'], [], ['list', 3]]) expect(without(text, path)).toBe(text);
});

test('of a key that stands twice the last is meant, as it is for JSON', () => {
  const twice = '{ "a": 1, "a": 2 }';
  expect(withText(twice, ['a'], '3')).toBe('{ "a": 1, "a": 3 }');
});

const key = fc.string({ maxLength: 6 }).filter((word) => word !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('any value is read back as it was written, and setting a key and taking it out gives the value before', () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree, { noNullPrototype: true }), key, tree, (object, name, value) => {
      const written = jsonText(object);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(object)));
      const set = withText(written, [name], jsonText(value));
      expect(JSON.parse(set)).toEqual(JSON.parse(JSON.stringify({ ...object, [name]: value })));
      const rest = Object.entries(object).filter(([other]) => other !== name);
      expect(JSON.parse(without(set, [name]))).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(rest))));
    }),
  );
});
