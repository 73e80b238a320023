import { expect, test } from 'vitest';
import { chunkSize } from '../../../app/experiment/chunk.ts';
import { activationBytes } from '../../../app/experiment/activations.ts';
import type { Network } from '../../../app/experiment/network.ts';

const network: Network = {
  kind: 'mlp',
  hidden: [1000, 1000],
  activation: 'tanh',
  init: 'glorot-normal',
  scale: 1,
};
const shape = { examples: 1, inputs: 100, outputs: 10, classes: false, image: null };
const auto = { chunk: 'auto', precision: 'float64' } as const;
/** As many examples as are evaluated at once. */
const most = Math.floor(2e9 / activationBytes(network, shape, 'float64', 'onnx'));

test('auto takes all examples at once up to 2 GB of activations, whatever the machine', () => {
  expect(chunkSize(auto, network, shape, most)).toBeNull();
  expect(chunkSize(auto, network, shape, most + 1)).not.toBeNull();
  expect(chunkSize({ ...auto, precision: 'float32' }, network, shape, 2 * most)).toBeNull();
});

test('auto cuts into equal chunks where the examples have a divisor near, else into nearly equal ones', () => {
  for (const examples of [60_000, 50_000, 99_999, 100_003, 7 * most]) {
    const chunk = chunkSize(auto, network, shape, examples)!;
    expect(chunk).toBeLessThanOrEqual(most);
    const fewest = Math.ceil(examples / most);
    expect(Math.ceil(examples / chunk)).toBeLessThanOrEqual(2 * fewest);
    // Either nothing is left over, or hardly less than a chunk.
    const left = examples % chunk;
    if (examples !== 100_003) expect(left).toBe(0);
    else expect(left).toBeGreaterThan(0.9 * chunk);
  }
});

test('what is written is taken, unless it is all', () => {
  expect(chunkSize({ ...auto, chunk: 7 }, network, shape, 20)).toBe(7);
  expect(chunkSize({ ...auto, chunk: 20 }, network, shape, 20)).toBeNull();
  expect(chunkSize({ ...auto, chunk: 1e9 }, network, shape, 20)).toBeNull();
});

test('a network too wide for one example still takes one', () => {
  const wide: Network = { ...network, hidden: Array.from({ length: 64 }, () => 100_000) };
  expect(chunkSize(auto, wide, shape, 3)).toBe(1);
});
