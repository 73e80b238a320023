import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, experimentHash, startHash } from '../../../app/experiment/hash.ts';
import { completed } from './completed.ts';
import { expression, network, quadratic, sam } from './written.ts';

test('canonical JSON has its keys in order and no blanks', () => {
  expect(canonicalJson({ b: [1, { d: 1e-7, c: -0 }], a: { z: 'é', y: null } })).toBe(
    '{"a":{"y":null,"z":"é"},"b":[1,{"c":0,"d":1e-7}]}',
  );
});

test('canonical JSON is the same for any order of keys, and reads back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the hash is SHA-256 of the canonical JSON of the completed experiment without its name', () => {
  const json =
    '{"backend":"auto","measure":{"sharpness":{"count":1,"every":51,"tolerance":0.001}},"noise":0,' +
    '"objective":{"eigenvalues":[1,0.5,0.2],"kind":"quadratic","rotate":true,"start":"random"},' +
    '"optimizer":{"epsilon":"auto","kind":"sam","momentum":0,"radius":0.03,"stepSize":0.05},"precision":"float64","seed":1,' +
    '"steps":100,"stop":{"gradientNorm":0,"lossFactor":100000000},"threads":"auto","version":1}';
  const expected = createHash('sha256').update(json).digest('hex');
  expect(experimentHash(completed({ ...quadratic, name: 'π' }))).toBe(expected);
});

// Files of runs that were made before eigenvalues could be a law and formulas several.
test.each([
  [expression, '{"formula":"0.5*(1+y^2)*x^2","kind":"expression","start":[1,2],"variables":["x","y"]}'],
  [
    network({ network: { kind: 'deep-linear', hidden: [3] } }),
    '{"data":{"degree":5,"kind":"chebyshev","points":20},"kind":"network","loss":"mean-squared-error",' +
      '"network":{"hidden":[3],"init":"glorot-normal","kind":"deep-linear","scale":1}}',
  ],
])('the start of %j is hashed as ever', (written, objective) => {
  const json = `{"objective":${objective},"precision":"float64","seed":1}`;
  expect(startHash(completed(written))).toBe(createHash('sha256').update(json).digest('hex'));
});

test('a default written out changes no hash, any other value does', () => {
  const hash = experimentHash(completed(quadratic));
  expect(experimentHash(completed({ ...quadratic, seed: 1, threads: 'auto', chunk: 'auto' }))).toBe(hash);
  expect(experimentHash(completed({ ...quadratic, optimizer: { ...sam, batch: 'full' } }))).toBe(hash);
  for (const change of [
    { seed: 2 },
    { steps: 101 },
    { noise: 1 },
    { backend: 'onnx' },
    { chunk: 10 },
    { measure: { sharpness: { every: 1 } } },
  ])
    expect(experimentHash(completed({ ...quadratic, ...change }))).not.toBe(hash);
});

test('Nesterov’s step changes the hash, and false is what is left out', () => {
  const hash = (nesterov: object) =>
    experimentHash(completed({ ...quadratic, optimizer: { ...sam, momentum: 0.5, ...nesterov } }));
  expect(hash({ nesterov: false })).toBe(hash({}));
  expect(hash({ nesterov: true })).not.toBe(hash({}));
});

test('a batch changes the hash', () => {
  const hash = (batch: number | 'full') =>
    experimentHash(completed({ ...network(), optimizer: { ...sam, batch } }));
  expect(new Set([hash('full'), hash(5), hash(6)]).size).toBe(3);
});

test('runs share a start where objective, seed and precision are equal', () => {
  const hash = startHash(completed(network()));
  for (const change of [
    { optimizer: { kind: 'gd', stepSize: 1 } },
    { optimizer: { ...sam, radius: 1 } },
    { optimizer: { ...sam, batch: 5 } },
    { chunk: 7 },
    { steps: 1 },
    { backend: 'onnx' },
    { name: 'n' },
  ])
    expect(startHash(completed({ ...network(), ...change }))).toBe(hash);
  for (const change of [{ seed: 2 }, { precision: 'float32' }, network({ loss: 'half-squared-error' })])
    expect(startHash(completed({ ...network(), ...change }))).not.toBe(hash);
});
