import { expect, test } from 'vitest';
import { backends } from '../../../app/experiment/experiment.ts';
import { bytesText, estimateMemory, totalBytes } from '../../../app/experiment/memory.ts';
import { completed } from './completed.ts';
import { expression, minimizing, network, quadratic, table } from './written.ts';

/** 10-100-100-10 on 5,000 examples: 12,210 parameters, 100,000 numbers, 210 outputs of layers for each example. */
const net = network({
  network: { kind: 'mlp', hidden: [100, 100] },
  data: { kind: 'mixture', points: 5000, dimension: 10 },
});
const estimate = (written: unknown, backend: (typeof backends)[number] = 'onnx') =>
  estimateMemory(completed(written), backend);

test.each(backends)(
  'a run needs at least its data, the basis of Lanczos, and the outputs of its layers (%s)',
  (backend) => {
    const { process, data, parameters, activations } = estimate(net, backend);
    expect(process).toBeGreaterThan(50e6);
    expect(data).toBeGreaterThanOrEqual(2 * 8 * 100_000); // here, and where it is computed
    expect(parameters).toBeGreaterThan(48 * 8 * 12_210);
    expect(activations).toBeGreaterThan(3 * 8 * 5000 * 210); // forward, backward and along a direction
  },
);

test('chunks, batches of examples, precision and eigenvalues lower what they concern', () => {
  const whole = estimate(net);
  expect(estimate({ ...net, chunk: 500 })).toEqual({ ...whole, activations: whole.activations / 10 });
  expect(estimate({ ...net, chunk: 5000 })).toEqual(whole);
  const single = estimate({ ...net, precision: 'float32' });
  expect(single.activations).toBe(whole.activations / 2);
  for (const part of ['data', 'parameters'] as const) expect(single[part]).toBeLessThan(whole[part]);
  const many = estimate({ ...net, measure: { sharpness: { count: 64 } } });
  expect(many.parameters).toBeGreaterThan(whole.parameters + 2 * 60 * 8 * 12_210);
});

test('activations never need more than 2 GB unless a chunk is asked for', () => {
  const large = {
    ...net,
    objective: { ...net.objective, data: { kind: 'mixture', points: 1e6, dimension: 10 } },
  };
  expect(estimate(large).activations).toBeLessThanOrEqual(2e9);
  expect(estimate({ ...large, chunk: 1e6 }).activations).toBeGreaterThan(20e9);
});

test('a table is estimated from below until it is read', () => {
  const written = completed(network({ data: table }));
  const shape = { examples: 100_000, inputs: 20, outputs: 2, classes: false, image: null };
  const read = estimateMemory(written, 'onnx', { shape, examples: 100_000 });
  expect(read.data).toBeGreaterThan(8 * 100_000 * 22);
  expect(totalBytes(estimateMemory(written, 'onnx'))).toBeLessThan(totalBytes(read));
});

test('objectives without a network need hardly more than their process', () => {
  for (const written of [quadratic, expression, minimizing({ kind: 'chain', depth: 9 })]) {
    const needed = estimate(written, 'reference');
    expect(totalBytes(needed) - needed.process).toBeLessThan(1e5);
  }
  const eigenvalues = Array.from({ length: 2000 }, (_, i) => i);
  const rotated = estimate({ ...quadratic, objective: { kind: 'quadratic', eigenvalues } });
  expect(rotated.data).toBeGreaterThanOrEqual(2 * 8 * 2000 ** 2);
});

test.each(backends)('a quadratic map needs its matrices here and where it is computed (%s)', (backend) => {
  const map = minimizing({ kind: 'quadratic-map', parameters: 300, examples: 50 });
  const { data, activations } = estimate(map, backend);
  expect(data).toBeGreaterThanOrEqual(2 * 8 * 50 * 300 ** 2);
  expect(activations).toBeGreaterThan(3 * 8 * 50 * 300);
});

test('bytes are told in words', () => {
  expect([459e6, 1.23e9, 12.3e9, 10_250e9, 3.4e6].map(bytesText)).toEqual([
    '459 MB',
    '1.2 GB',
    '12 GB',
    '10,250 GB',
    '3.4 MB',
  ]);
});
