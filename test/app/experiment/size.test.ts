import { expect, test } from 'vitest';
import { dataShape, examplesOf, parameterCount } from '../../../app/experiment/size.ts';
import { completed } from './completed.ts';
import {
  cnn,
  expression,
  idx,
  minimizing,
  network,
  quadratic,
  table,
  teacher,
  transformer,
} from './written.ts';

const mixture = { kind: 'mixture', dimension: 20, classes: 10 };
test.each<[unknown, number | null]>([
  [quadratic, 3],
  [expression, 2],
  [minimizing({ kind: 'quadratic', eigenvalues: { law: 'two-scale', dimension: 7 } }), 7],
  [minimizing({ kind: 'chain', depth: 9 }), 9],
  [minimizing({ kind: 'quadratic-map', parameters: 30 }), 30],
  [network({ network: { kind: 'diagonal-linear', depth: 3 }, data: teacher }), 3 * 12 * 2],
  [network(), 50 + 50 + 2500 + 50 + 50 + 1],
  [network({ network: { kind: 'mlp', hidden: [32, 32, 32] }, data: mixture }), 672 + 1056 + 1056 + 330],
  [
    network({ network: { kind: 'mlp', hidden: [200, 200] }, data: { kind: 'fashion-mnist' } }),
    157_000 + 40_200 + 2010,
  ],
  [network({ network: { kind: 'deep-linear', hidden: [7] }, data: { kind: 'digits' } }), 64 * 7 + 70],
  [network({ network: { kind: 'mlp', hidden: [] }, data: { kind: 'mnist-1d' } }), 410],
  [network({ data: table }), null],
  [network({ data: idx }), null],
  // 28×28, then 14×14 and 7×7; 8×8, then 3×3 and 1×1.
  [
    network({
      network: cnn({ filters: 4, pool: 2 }, { filters: 6, stride: 2 }),
      data: { kind: 'fashion-mnist' },
    }),
    9 * 4 + 4 + (9 * 4 * 6 + 6) + (49 * 6 * 10 + 10),
  ],
  [
    network({
      network: {
        ...cnn({ filters: 4, padding: 'valid', stride: 2 }, { filters: 6, padding: 'valid' }),
        layerNorm: true,
      },
      data: { kind: 'digits' },
    }),
    9 * 4 + 3 * 4 + (9 * 4 * 6 + 3 * 6) + (6 * 10 + 10),
  ],
  // Embeddings of 76 characters and 32 positions, a norm, the read-out; in each block attention, feed-forward and two norms.
  [
    network(transformer),
    108 * 64 + 2 * 64 + 64 * 76 + 2 * (64 * 192 + 64 * 64 + (64 * 256 + 256) + (256 * 64 + 64) + 4 * 64),
  ],
  [
    network({ ...transformer, data: { kind: 'text', path: 'text.txt', positions: 5, vocabulary: 'abc😀' } }),
    9 * 64 + 2 * 64 + 64 * 4 + 2 * (64 * 192 + 64 * 64 + (64 * 256 + 256) + (256 * 64 + 64) + 4 * 64),
  ],
  [network({ ...transformer, data: { kind: 'text', path: 'text.txt' } }), null],
])('parameters of %j: %j', (written, count) => {
  expect(parameterCount(completed(written).objective)).toBe(count);
});

test.each<[unknown, number | null]>([
  [quadratic, 0],
  [expression, 0],
  [minimizing({ kind: 'chain', depth: 9 }), 0],
  [minimizing({ ...expression.objective, formula: ['x', 'y', 'x*y'] }), 3],
  [minimizing({ kind: 'quadratic-map', examples: 6 }), 6],
  [network({ data: teacher }), 30],
  [network({ data: table }), null],
])('examples of %j: %j', (written, count) => {
  expect(examplesOf(completed(written).objective)).toBe(count);
});

test('a teacher’s data have its inputs and outputs', () => {
  const { objective } = completed(network({ data: teacher }));
  expect(objective.kind === 'network' && dataShape(objective.data)).toEqual({
    examples: 40,
    inputs: 12,
    outputs: 2,
    classes: false,
    image: null,
  });
});

test('training and test examples are counted together', () => {
  expect(dataShape({ kind: 'digits', train: 1000, test: 500 })).toEqual({
    examples: 1500,
    inputs: 64,
    outputs: 10,
    classes: true,
    image: [8, 8, 1],
  });
});
