import { expect, test } from 'vitest';
import { lossNames, type NetworkObjective } from '../../../../app/experiment/experiment.ts';
import { activationNames, type Network } from '../../../../app/experiment/network.ts';
import { EngineError } from '../../../../main/engine/problem.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';
import { build, evaluated } from './evaluated.ts';
import { plainNetwork } from './plain-network.ts';

const mlp: Extract<Network, { kind: 'mlp' }> = {
  kind: 'mlp',
  hidden: [4, 3],
  activation: 'tanh',
  init: 'glorot-normal',
  scale: 1,
};
const cnn: Extract<Network, { kind: 'cnn' }> = {
  kind: 'cnn',
  blocks: [
    { filters: 4, stride: 2, padding: 'same', pool: 1 },
    { filters: 5, stride: 1, padding: 'valid', pool: 2 },
  ],
  activation: 'tanh',
  layerNorm: true,
  init: 'glorot-normal',
  scale: 1,
};
const digits = { kind: 'digits', train: 20, test: 0 } as const;
const deepLinear: Network = { kind: 'deep-linear', hidden: [4, 3], init: 'glorot-normal', scale: 1 };
const mixture = { kind: 'mixture', classes: 3, dimension: 2, points: 6, separation: 2 } as const;
const chebyshev = { kind: 'chebyshev', degree: 5, points: 6 } as const;

function network(parts: Partial<NetworkObjective> = {}): NetworkObjective {
  return { kind: 'network', network: mlp, data: mixture, loss: 'cross-entropy', ...parts };
}

function rows(values: Float64Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => [
    ...values.subarray(i * width, (i + 1) * width),
  ]);
}

const nets = [
  ...activationNames.map((activation) => ({ activation, loss: 'cross-entropy' as const, net: 'mlp' })),
  ...lossNames.map((loss) => ({ activation: 'tanh' as const, loss, net: 'mlp' })),
  { activation: 'linear' as const, loss: 'mean-squared-error' as const, net: 'deep-linear' },
];

test.each(nets)('value and gradient of $net, $activation, $loss', async ({ activation, loss, net }) => {
  const biases = net === 'mlp';
  const built = await build({
    seed: 11,
    objective: network({ network: biases ? { ...mlp, activation } : deepLinear, loss }),
  });
  // Not the start: there every bias is zero.
  const w = new RandomStream(3, 'point').normals(built.start.length);
  const [inputs, targets] = built.data;
  const expected = plainNetwork(
    w,
    { inputs: rows(inputs!.values, 2), targets: rows(targets!.values, 3) },
    { widths: [2, 4, 3, 3], activation, loss, biases },
  );
  const { loss: value, gradient } = await evaluated(built, w);
  expect(value![0]).toBeCloseTo(expected.value, 12);
  expect(gradient).toHaveLength(expected.gradient.length);
  expected.gradient.forEach((slope, i) => expect(gradient![i]).toBeCloseTo(slope, 12));
});

test('layers are named and shaped [inputs, outputs]; biases start at zero', async () => {
  const { layers, start, data } = await build({ seed: 1, objective: network() });
  expect(layers).toEqual([
    { name: 'layer0.weight', shape: [2, 4] },
    { name: 'layer0.bias', shape: [4] },
    { name: 'layer1.weight', shape: [4, 3] },
    { name: 'layer1.bias', shape: [3] },
    { name: 'layer2.weight', shape: [3, 3] },
    { name: 'layer2.bias', shape: [3] },
  ]);
  expect(start).toHaveLength(8 + 4 + 12 + 3 + 9 + 3);
  expect([...start.subarray(8, 12)]).toEqual([0, 0, 0, 0]);
  expect(start.subarray(0, 8).every((weight) => weight !== 0)).toBe(true);
  expect(data.map(({ name, shape }) => [name, shape])).toEqual([
    ['data/inputs', [6, 2]],
    ['data/targets', [6, 3]],
  ]);
  const linear = await build({ seed: 1, objective: network({ network: deepLinear }) });
  expect(linear.layers.map(({ name }) => name)).toEqual(['layer0.weight', 'layer1.weight', 'layer2.weight']);
});

test('a convolutional network has filters [3, 3, inputs, outputs], and norms where they are asked for', async () => {
  const { layers, start } = await build({ seed: 1, objective: network({ network: cnn, data: digits }) });
  // 8×8 pixels, then 4×4, then 2×2, then one.
  expect(layers).toEqual([
    { name: 'layer0.weight', shape: [3, 3, 1, 4] },
    { name: 'layer0.bias', shape: [4] },
    { name: 'layer0.norm.scale', shape: [4] },
    { name: 'layer0.norm.shift', shape: [4] },
    { name: 'layer1.weight', shape: [3, 3, 4, 5] },
    { name: 'layer1.bias', shape: [5] },
    { name: 'layer1.norm.scale', shape: [5] },
    { name: 'layer1.norm.shift', shape: [5] },
    { name: 'layer2.weight', shape: [5, 10] },
    { name: 'layer2.bias', shape: [10] },
  ]);
  expect(start).toHaveLength(36 + 12 + 180 + 15 + 50 + 10);
  expect([...start.subarray(36, 48)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
  const bare = { ...cnn, layerNorm: false };
  const without = await build({ seed: 1, objective: network({ network: bare, data: digits }) });
  expect(without.layers.map(({ name }) => name)).toEqual([
    ...['layer0.weight', 'layer0.bias', 'layer1.weight', 'layer1.bias', 'layer2.weight', 'layer2.bias'],
  ]);
  expect(without.start.subarray(0, 40)).toEqual(start.subarray(0, 40));
});

test('the outputs of a convolutional network do not change when images are scaled, but for a norm’s ε', async () => {
  const objective = network({
    network: { ...cnn, blocks: [{ filters: 4, stride: 1, padding: 'same', pool: 8 }] },
    data: digits,
  });
  const built = await build({ seed: 1, objective });
  const [inputs, targets] = built.data;
  const scaled = [{ ...inputs!, values: inputs!.values.map((value) => 1000 * value) }, targets!];
  const [once, again] = [await evaluated(built), await evaluated({ ...built, data: scaled })];
  expect(again['loss']![0]).toBeCloseTo(once['loss']![0]!, 3);
});

test('data that are no images, or too small ones, are refused', async () => {
  const noImages = build({ seed: 1, objective: network({ network: cnn }) });
  await expect(noImages).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'A cnn takes images, and the examples of these data are none.',
  });
  const blocks = [...cnn.blocks, { filters: 2, stride: 1, padding: 'same', pool: 3 } as const];
  const tooSmall = build({ seed: 1, objective: network({ network: { ...cnn, blocks }, data: digits }) });
  await expect(tooSmall).rejects.toMatchObject({
    code: 'bad-objective',
    message:
      'objective.network.blocks[2].pool: Expected at most 1, as the images have 1 × 1 pixels there, got 3.',
  });
});

test.each([
  { init: 'glorot-normal', deviation: Math.sqrt(2 / (9 * 40 + 9 * 60)) },
  { init: 'lecun-normal', deviation: Math.sqrt(1 / (9 * 40)) },
  { init: 'he-normal', deviation: Math.sqrt(2 / (9 * 40)) },
] as const)('filters count their inputs and outputs nine times: $init', async ({ init, deviation }) => {
  const blocks = [40, 60].map((filters) => ({ filters, stride: 1, padding: 'same' as const, pool: 1 }));
  const objective = network({ network: { ...cnn, blocks, layerNorm: false, init }, data: digits });
  const { start } = await build({ seed: 4, objective });
  const begin = 9 * 40 + 40;
  const z = [...start.subarray(begin, begin + 9 * 40 * 60)].map((weight) => weight / deviation);
  const variance = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / z.length));
});

test.each([
  { init: 'glorot-normal', scale: 1, deviation: Math.sqrt(2 / 500) },
  { init: 'lecun-normal', scale: 1, deviation: Math.sqrt(1 / 300) },
  { init: 'he-normal', scale: 0.5, deviation: 0.5 * Math.sqrt(2 / 300) },
  { init: 'normal', scale: 0.01, deviation: 0.01 },
] as const)('$init has deviation $deviation', async ({ init, scale, deviation }) => {
  const objective = network({
    network: { kind: 'deep-linear', hidden: [200], init, scale },
    data: { ...mixture, dimension: 300 },
  });
  const { start } = await build({ seed: 4, objective });
  const z = [...start.subarray(0, 300 * 200)].map((weight) => weight / deviation);
  const moment = (power: number) => z.reduce((sum, value) => sum + value ** power, 0) / z.length;
  expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(z.length));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / z.length));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / z.length));
});

test('what a layer starts from does not depend on the other layers, only on seed and name', async () => {
  const withHidden = (seed: number, hidden: number[]) =>
    build({ seed, objective: network({ network: { ...mlp, hidden } }) });
  const first = await withHidden(1, [4, 3]);
  expect(await withHidden(1, [4, 3])).toMatchObject({ start: first.start, data: first.data });
  expect((await withHidden(1, [4])).start.subarray(0, 8)).toEqual(first.start.subarray(0, 8));
  expect((await withHidden(2, [4, 3])).start).not.toEqual(first.start);
});

test('a network without hidden layers is a linear model', async () => {
  const objective = network({ network: { ...mlp, hidden: [] }, data: chebyshev, loss: 'mean-squared-error' });
  const { loss } = await evaluated(await build({ seed: 1, objective }), Float64Array.of(2, -1));
  const errors = [-1, -0.6, -0.2, 0.2, 0.6, 1].map((x) => 2 * x - 1 - (16 * x ** 5 - 20 * x ** 3 + 5 * x));
  expect(loss![0]).toBeCloseTo(errors.reduce((sum, error) => sum + error ** 2, 0) / 6, 14);
});

test('accuracies and test loss are evaluated where there are classes and test examples', async () => {
  const train = await build({ seed: 1, objective: network() });
  expect(Object.keys(await evaluated(train))).toEqual(['loss', 'gradient', 'trainAccuracy']);
  const regression = await build({
    seed: 1,
    objective: network({ data: chebyshev, loss: 'mean-squared-error' }),
  });
  expect(regression.evaluation).toBeNull();

  const objective = network({
    network: { ...mlp, hidden: [5] },
    data: { kind: 'digits', train: 40, test: 30 },
  });
  const built = await build({ seed: 1, objective });
  expect(built.evaluation?.data.map(({ name, shape }) => [name, shape])).toEqual([
    ['test/inputs', [30, 64]],
    ['test/targets', [30, 10]],
  ]);
  const values = await evaluated(built);
  const [inputs, targets] = built.evaluation!.data;
  const expected = plainNetwork(
    built.start,
    { inputs: rows(inputs!.values, 64), targets: rows(targets!.values, 10) },
    { widths: [64, 5, 10], activation: 'tanh', loss: 'cross-entropy', biases: true },
  );
  expect(values['testLoss']![0]).toBeCloseTo(expected.value, 12);
  expect(values['trainAccuracy']![0]! * 40).toBeCloseTo(Math.round(values['trainAccuracy']![0]! * 40), 9);
  expect(values['testAccuracy']![0]).toBeLessThan(0.5); // an untrained network
});

test('cross-entropy refuses targets that are no classes', async () => {
  const built = build({ seed: 1, objective: network({ data: chebyshev }) });
  await expect(built).rejects.toThrow(EngineError);
  await expect(built).rejects.toThrow(/cross-entropy takes classes.*chebyshev are numbers/);
});
