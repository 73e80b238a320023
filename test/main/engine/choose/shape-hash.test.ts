import { expect, test } from 'vitest';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import { shapeHash } from '../../../../main/engine/choose/shape-hash.ts';
import { add, input, mul, tanh } from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import type { Tensor } from '../../../../main/engine/graph/tensor.ts';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import { buildPrograms } from '../../../../main/engine/run/programs.ts';

const sam = { kind: 'sam', stepSize: 0.1, radius: 0.05 };
const network = { kind: 'mlp', hidden: [4] };
const data = { kind: 'chebyshev', degree: 3, points: 6 };

async function hash(changes: object = {}): Promise<string> {
  const objective = { kind: 'network', network, data };
  const parsed = parseExperiment({ version: 1, objective, optimizer: sam, steps: 10, ...changes });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const built = await buildObjective(parsed.experiment);
  return shapeHash(buildPrograms(parsed.experiment, built).module);
}

test('runs that differ in numbers alone share it: seed, step size, radius', async () => {
  const one = await hash();
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await hash({ seed: 9, optimizer: { ...sam, stepSize: 0.3, radius: 0.2 } })).toBe(one);
});

test.each([
  ['the network', { objective: { kind: 'network', network: { ...network, hidden: [5] }, data } }],
  ['the examples', { objective: { kind: 'network', network, data: { ...data, points: 7 } } }],
  ['the optimizer', { optimizer: { kind: 'gd', stepSize: 0.1 } }],
  ['noise', { noise: 1e-3 }],
])('%s changes it', async (_what, changes) => {
  expect(await hash(changes)).not.toBe(await hash());
});

test('programs that differ in what is fed to what differ', () => {
  const [a, b] = [input('a', [2]), input('b', [2])];
  const of = (y: Tensor): Module => ({
    variables: { a: [2], b: [2] },
    programs: { go: { inputs: {}, outputs: { y }, updates: {} } },
  });
  const hashes = [add(tanh(a), b), add(tanh(b), a), mul(tanh(a), b), tanh(add(a, b))].map((y) =>
    shapeHash(of(y)),
  );
  expect(new Set(hashes).size).toBe(4);
  expect(shapeHash(of(add(tanh(a), b)))).toBe(hashes[0]);
});
