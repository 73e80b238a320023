import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NetworkObjective } from '../../../../../app/experiment/experiment.ts';
import type { Transformer } from '../../../../../app/experiment/network.ts';
import { openExecutor } from '../../../../../main/engine/execute/executors.ts';
import { input } from '../../../../../main/engine/graph/build.ts';
import { forward } from '../../../../../main/engine/graph/forward.ts';
import type { Module } from '../../../../../main/engine/graph/program.ts';
import { reverse } from '../../../../../main/engine/graph/reverse.ts';
import { transformer } from '../../../../../main/engine/objective/network/transformer.ts';
import type { Objective } from '../../../../../main/engine/objective/objective.ts';
import { flatten, splitValues, unflatten } from '../../../../../main/engine/parameters.ts';
import { backends } from '../../execute/engines.ts';
import { distance } from '../../graph/evaluate.ts';
import { build, evaluated, valuesOf, wholeMeansOf } from '../evaluated.ts';

type Numbers = Readonly<
  Record<'inputs' | 'targets' | 'gradient' | 'hessianVector' | 'thirdDerivative', readonly number[]>
> & { readonly loss: number; readonly accuracy: number };

/** By JAX in float64: test/reference/transformer.py. */
const byJax = JSON.parse(
  readFileSync(new URL('../../../../reference/transformer.json', import.meta.url), 'utf8'),
) as Numbers;

const network: Transformer = {
  kind: 'transformer',
  ...{ width: 8, layers: 2, heads: 2 },
  ...{ init: 'glorot-normal', scale: 1 },
};
const fit = { inputs: 5, outputs: 7, seed: 1 };
const wave = (count: number, frequency: number, phase: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(frequency * i + phase));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-'));
  await writeFile(join(folder, 'text.txt'), 'abcdefggfedcbabadcafe');
});
afterAll(() => rm(folder, { recursive: true }));

/** The transformer on three examples of five characters of a text of seven different ones. */
function objective(parts: Partial<Transformer> = {}): Promise<Objective> {
  const risk: NetworkObjective = {
    kind: 'network',
    network: { ...network, ...parts },
    data: { kind: 'text', path: join(folder, 'text.txt'), positions: 5, train: 3, test: 1 },
    loss: 'cross-entropy',
  };
  return build({ seed: 1, objective: risk });
}

/** ℓ, its derivatives and the evaluation at the variable `w`, along `v`. */
function derivatives(objective: Objective): Module {
  const { layers, start, data, evaluation } = objective;
  const shape = [start.length];
  const [tensors, along] = [unflatten(input('w', shape), layers), unflatten(input('v', shape), layers)];
  const value = objective.loss(tensors);
  const gradient = reverse(value, tensors);
  const [slope] = forward([value], tensors, along);
  const [curvature] = forward([slope!], tensors, along);
  return {
    variables: Object.fromEntries([
      ...[...data, ...evaluation!.data].map((array) => [array.name, array.shape] as const),
      ...(['w', 'v'] as const).map((name) => [name, shape] as const),
    ]),
    programs: {
      derivatives: {
        inputs: {},
        outputs: {
          ...wholeMeansOf(objective, tensors),
          loss: value,
          gradient: flatten(gradient),
          hessianVector: flatten(forward(gradient, tensors, along)),
          thirdDerivative: flatten(reverse(curvature!, tensors)),
        },
        updates: {},
      },
    },
  };
}

const engines = backends.flatMap((backend) => [
  ...(['float64', 'float32'] as const).flatMap((precision) => [
    { backend, precision, mode: 'plain' } as const,
    ...(backend === 'tensorflow' ? [{ backend, precision, mode: 'xla' } as const] : []),
  ]),
]);

test.each(engines)(
  'value, accuracy and derivatives to the third order are those of JAX: $backend $mode, $precision',
  async ({ backend, ...options }) => {
    const bound = options.precision === 'float64' ? 1e-10 : 1e-5;
    const executor = await openExecutor(backend);
    const session = await executor.open(derivatives(await objective()), { ...options, threads: 1 });
    const count = byJax.gradient.length;
    try {
      await session.write({
        'data/inputs': Float64Array.from(byJax.inputs),
        'data/targets': Float64Array.from(byJax.targets),
        w: wave(count, 0.9, 0.1).map((value) => 0.7 * value),
        v: wave(count, 1.7, 0.5).map((value) => 0.1 * value),
      });
      const found = await session.run('derivatives', {});
      expect(distance(found['loss']!, [byJax.loss])).toBeLessThan(bound);
      expect(found['trainAccuracy']![0]).toBeCloseTo(byJax.accuracy, 6);
      expect(distance(found['gradient']!, byJax.gradient)).toBeLessThan(bound);
      expect(distance(found['hessianVector']!, byJax.hessianVector)).toBeLessThan(bound);
      expect(distance(found['thirdDerivative']!, byJax.thirdDerivative)).toBeLessThan(bound);
    } finally {
      await session.release();
    }
  },
  240_000, // XLA compiles, which takes long on a busy machine
);

test('what comes later changes nothing before it, not one bit', async () => {
  const architecture = transformer(network, fit);
  const { layers, start } = architecture;
  const names = layers.map(({ name }) => name);
  const weights = unflatten(input('w', [start.length]), layers);
  const at = async (characters: readonly number[]): Promise<Float64Array> => {
    const results = architecture.outputs(weights, input('characters', [2, 5]));
    const values = await valuesOf({ results }, [
      { name: 'w', shape: [start.length], values: start.map((value, i) => value + 0.1 * Math.sin(i)) },
      { name: 'characters', shape: [2, 5], values: Float64Array.from(characters) },
    ]);
    return values['results']!;
  };
  expect(names).toContain('block1.attention.weight');
  const before = await at([0, 1, 2, 3, 4, 6, 5, 4, 3, 2]);
  for (let changed = 0; changed < 5; changed++) {
    const characters = [0, 1, 2, 3, 4, 6, 5, 4, 3, 2];
    characters[changed] = 6;
    const after = await at(characters);
    expect(after.subarray(0, 7 * changed)).toEqual(before.subarray(0, 7 * changed));
    expect(after.subarray(35)).toEqual(before.subarray(35)); // the other example
    for (let position = changed; position < 5; position++)
      expect(after.subarray(7 * position, 7 * position + 7)).not.toEqual(
        before.subarray(7 * position, 7 * position + 7),
      );
  }
});

test('layers are named and shaped; scales start at one, shifts and biases at zero', async () => {
  const { layers, start, data, evaluation } = await objective();
  const block = (i: number) => [
    { name: `block${i}.norm1.scale`, shape: [8] },
    { name: `block${i}.norm1.shift`, shape: [8] },
    { name: `block${i}.attention.weight`, shape: [8, 24] },
    { name: `block${i}.output.weight`, shape: [8, 8] },
    { name: `block${i}.norm2.scale`, shape: [8] },
    { name: `block${i}.norm2.shift`, shape: [8] },
    { name: `block${i}.up.weight`, shape: [8, 32] },
    { name: `block${i}.up.bias`, shape: [32] },
    { name: `block${i}.down.weight`, shape: [32, 8] },
    { name: `block${i}.down.bias`, shape: [8] },
  ];
  expect(layers).toEqual([
    { name: 'embedding.token', shape: [7, 8] },
    { name: 'embedding.position', shape: [5, 8] },
    ...block(0),
    ...block(1),
    { name: 'norm.scale', shape: [8] },
    { name: 'norm.shift', shape: [8] },
    { name: 'readout.weight', shape: [8, 7] },
  ]);
  for (const { name, values } of splitValues(start, layers)) {
    const expected = name.endsWith('.scale') ? 1 : 0;
    if (/scale|shift|bias/.test(name)) expect(new Set(values), name).toEqual(new Set([expected]));
    else expect(new Set(values).size, name).toBe(values.length);
  }
  expect([...data, ...evaluation!.data].map(({ name, shape }) => [name, shape])).toEqual([
    ['data/inputs', [3, 5]],
    ['data/targets', [3, 5]],
    ['test/inputs', [1, 5]],
    ['test/targets', [1, 5]],
  ]);
});

test('small weights know nothing: the loss begins at the logarithm of the vocabulary', async () => {
  const { loss, testLoss } = await evaluated(await objective({ scale: 1e-3 }));
  expect(loss![0]).toBeCloseTo(Math.log(7), 2);
  expect(testLoss![0]).toBeCloseTo(Math.log(7), 2);
});

test('weights have the deviation of the initialization', () => {
  const large: Transformer = { ...network, width: 60, heads: 3, layers: 1, init: 'lecun-normal', scale: 0.5 };
  const { layers, start } = transformer(large, fit);
  const up = splitValues(start, layers).find(({ name }) => name === 'block0.up.weight')!;
  const square = up.values.reduce((sum, value) => sum + value ** 2, 0) / up.values.length;
  expect(Math.sqrt(square) / (0.5 / Math.sqrt(60))).toBeCloseTo(1, 1);
});

test('heads that do not divide the width are refused', () => {
  expect(() => transformer({ ...network, heads: 3 }, fit)).toThrow(
    '3 heads do not share a width of 8; take a divisor of it.',
  );
});
