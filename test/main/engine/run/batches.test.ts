import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Batches } from '../../../../main/engine/run/batches.ts';
import { backends } from '../execute/engines.ts';
import { plainNetwork } from '../objective/plain-network.ts';
import { collect, stepsOf, valuesOf, type Collected } from './collect.ts';

const [examples, size] = [30, 7];
const perEpoch = Math.floor(examples / size);
const widths = [3, 4, 2];

const net = {
  seed: 5,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [4], activation: 'tanh' },
    data: { kind: 'mixture', classes: 2, dimension: 3, points: examples },
    loss: 'cross-entropy',
  },
  steps: 3 * perEpoch,
  measure: { sharpness: { every: 5 } },
};
const gd = { kind: 'gd', stepSize: 0.3, batch: size };
const sam = { kind: 'sam', stepSize: 0.3, radius: 0.05, batch: size };

test('in every epoch each example comes once at most, in a new order, and few are passed over', () => {
  const batches = new Batches(3, examples, size);
  const epochs = [0, 1, 2].map((epoch) => [...batches.of(epoch * perEpoch, perEpoch)]);
  for (const epoch of epochs) {
    expect(epoch).toHaveLength(perEpoch * size);
    expect(new Set(epoch).size).toBe(epoch.length);
    expect(epoch.every((number) => Number.isInteger(number) && number >= 0 && number < examples)).toBe(true);
  }
  expect(epochs[1]).not.toEqual(epochs[0]);
  expect(epochs[2]).not.toEqual(epochs[1]);
});

test('where a batch divides the examples an epoch is a permutation of them', () => {
  const epoch = [...new Batches(3, 12, 4).of(3, 3)];
  expect(epoch.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('a step’s batch depends on the seed and the step alone', () => {
  const all = [...new Batches(3, examples, size).of(0, 11)];
  const late = new Batches(3, examples, size);
  expect([...late.of(9, 2)]).toEqual(all.slice(9 * size));
  expect([...late.of(2, 3)]).toEqual(all.slice(2 * size, 5 * size));
  expect([...new Batches(4, examples, size).of(0, 11)]).not.toEqual(all);
});

/** The run again in plain loops: losses, gradient norms and ascent losses of its steps, and the parameters at its end. */
function plainRun(run: Collected, radius: number) {
  const layers = ['layer0.weight', 'layer0.bias', 'layer1.weight', 'layer1.bias'];
  let w = Float64Array.from(layers.flatMap((name) => [...run.arrays.get(`start/${name}`)!.values]));
  const rows = (name: string, width: number): number[][] => {
    const { values } = run.arrays.get(name)!;
    return Array.from({ length: examples }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);
  };
  const [inputs, targets] = [rows('data/inputs', 3), rows('data/targets', 2)];
  const batches = new Batches(net.seed, examples, size);
  const at = (point: Float64Array, numbers: readonly number[]) =>
    plainNetwork(
      point,
      { inputs: numbers.map((i) => inputs[i]!), targets: numbers.map((i) => targets[i]!) },
      { widths, activation: 'tanh', loss: 'cross-entropy', biases: true },
    );
  const found: { loss: number[]; gradientNorm: number[]; ascentLoss: number[]; fullLoss: number[] } = {
    ...{ loss: [], gradientNorm: [], ascentLoss: [], fullLoss: [] },
  };
  for (let step = 0; step <= net.steps; step++) {
    const numbers = [...batches.of(step, 1)];
    const here = at(w, numbers);
    const norm = Math.hypot(...here.gradient);
    const above = at(
      w.map((value, i) => value + (radius / (norm + 1e-12)) * here.gradient[i]!),
      numbers,
    );
    found.loss.push(here.value);
    found.gradientNorm.push(norm);
    found.ascentLoss.push(above.value);
    found.fullLoss.push(at(w, [...inputs.keys()]).value);
    if (step < net.steps) w = w.map((value, i) => value - 0.3 * above.gradient[i]!);
  }
  return { ...found, w, layers };
}

test.each(backends)(
  'GD and SAM on mini-batches are the same in plain loops over three epochs (%s)',
  async (backend) => {
    for (const optimizer of [gd, sam]) {
      const run = await collect({ ...net, backend, optimizer });
      const plain = plainRun(run, optimizer.kind === 'sam' ? 0.05 : 0);
      const close = (name: string, expected: readonly number[]): void =>
        valuesOf(run, name).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
      expect(stepsOf(run, 'loss')).toHaveLength(net.steps + 1);
      close('loss', plain.loss);
      close('gradientNorm', plain.gradientNorm);
      if (optimizer.kind === 'sam') close('ascentLoss', plain.ascentLoss);
      close(
        'fullLoss',
        stepsOf(run, 'fullLoss').map((step) => plain.fullLoss[step]!),
      );
      const end = plain.layers.flatMap((name) => [...run.arrays.get(`final/${name}`)!.values]);
      end.forEach((value, i) => expect(value).toBeCloseTo(plain.w[i]!, 12));
    }
  },
);

test('runs that share the seed share the order bit for bit, whatever the optimizer', async () => {
  const [one, other] = [
    await collect({ ...net, backend: 'reference', optimizer: gd }),
    await collect({ ...net, backend: 'reference', optimizer: { ...sam, radius: 0, epsilon: 1e-12 } }),
  ];
  expect(valuesOf(other, 'loss')).toEqual(valuesOf(one, 'loss'));
});

test('with mini-batches no edge is recorded, but the loss of all examples, and the run says why', async () => {
  const run = await collect({ ...net, optimizer: sam });
  const measured = stepsOf(run, 'sharpness');
  expect(measured).toEqual([0, 5, 10, 12]);
  expect(stepsOf(run, 'fullLoss')).toEqual(measured);
  for (const name of ['gradientAlignment', 'ascentAlignment']) expect(stepsOf(run, name)).toEqual(measured);
  for (const name of ['edge', 'gauge', 'cycleAmplitude']) expect(run.series.has(name)).toBe(false);
  const ofBatches = ({ kind }: { readonly kind: string }) => kind === 'mini-batches';
  expect(run.events.filter(ofBatches)).toEqual([
    { step: 0, kind: 'mini-batches', sentence: expect.stringMatching(/^With mini-batches 2\/η/) as string },
  ]);
});

test('a batch of all examples is no mini-batch: the run is that of "full"', async () => {
  const full = await collect({ ...net, optimizer: { ...sam, batch: 'full' } });
  const all = await collect({ ...net, optimizer: { ...sam, batch: examples } });
  expect(all.series).toEqual(full.series);
  expect(all.events).toEqual(full.events);
});

test.each(backends)(
  'a run stopped inside an epoch goes on from its checkpoint bit for bit (%s)',
  async (backend) => {
    const file = { ...net, backend, optimizer: sam, noise: 1e-4, steps: 60 };
    const whole = await collect(file);
    const stopped = await collect(file, (message, control) => {
      if (message.type === 'arrays' && message.arrays[0]!.name.startsWith('start/'))
        control.step(perEpoch + 2);
      if (message.type === 'paused') control.stop();
    });
    expect(stopped.done).toMatchObject({ status: 'stopped', step: perEpoch + 2 });
    const into = stopped.series;
    const checkpoint = stopped.checkpoints.at(-1)!;
    const rest = await collect(file, undefined, { checkpoint, into, begun: stopped.execution });
    expect(rest.done).toMatchObject({ status: 'finished', step: 60 });
    expect(rest.events).toEqual([]);
    for (const [name, points] of whole.series)
      expect([...rest.series.get(name)!].sort(([a], [b]) => a - b)).toEqual([...points]);
  },
);

test('a batch whose gradient is zero ends nothing: the next has another', async () => {
  // Without targets to fit the network 0·x is at its minimum on every batch, and stays.
  const run = await collect({
    ...net,
    objective: {
      kind: 'network',
      network: { kind: 'deep-linear', hidden: [2], init: 'normal', scale: 1e-300 },
      data: { kind: 'chebyshev', degree: 5, points: 10 },
    },
    optimizer: { kind: 'gd', stepSize: 0.1, batch: 3 },
    steps: 9,
  });
  expect(valuesOf(run, 'gradientNorm').every((norm) => norm === 0)).toBe(true);
  expect(run.done).toMatchObject({ status: 'finished', step: 9, problem: null });
});

test('a run diverges when the loss of a batch passes the limit, which is set by the loss of all examples', async () => {
  const run = await collect({
    ...net,
    objective: { ...net.objective, loss: 'half-squared-error' },
    optimizer: { ...gd, stepSize: 1e3 },
    stop: { lossFactor: 10 },
  });
  expect(run.done.status).toBe('diverged');
  const [start] = valuesOf(run, 'fullLoss');
  const losses = valuesOf(run, 'loss');
  const limit = 10 * Math.max(1, start!);
  expect(losses.at(-1)).toBeGreaterThan(limit);
  losses.slice(0, -1).forEach((loss) => expect(loss).toBeLessThanOrEqual(limit));
});

test('a batch of more examples than a table holds is refused when it is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-batch-'));
  const path = join(folder, 'table.csv');
  writeFileSync(path, 'x,y\n1,2\n3,4\n');
  const objective = {
    ...net.objective,
    data: { kind: 'csv', path, target: 'y' },
    loss: 'mean-squared-error',
  };
  await expect(collect({ ...net, objective, optimizer: gd })).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'optimizer.batch is 7 and there are 2 training examples; take a smaller batch, or "full".',
  });
  rmSync(folder, { recursive: true });
});
