import type { NetworkRow } from './network.ts';

/** Small: the loops stay where rounding does not grow, so that ours and the peers can be compared after them. */
const optimizer = { stepSize: 1e-3, radius: 0.01 };

export const mlps: readonly NetworkRow[] = [
  {
    name: 'S',
    title: '1-50-50-1, 20 examples',
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh' },
      data: { kind: 'chebyshev', degree: 5, points: 20 },
    },
    ...optimizer,
    loop: 50,
  },
  {
    name: 'T',
    title: '20-32-32-32-10, 256 examples',
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [32, 32, 32], activation: 'tanh' },
      data: { kind: 'mixture', classes: 10, dimension: 20, points: 256 },
    },
    ...optimizer,
    loop: 50,
  },
  {
    name: 'A',
    title: '784-200-200-10, 1,000 examples',
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [200, 200], activation: 'tanh' },
      data: { kind: 'fashion-mnist', train: 1000 },
    },
    ...optimizer,
    loop: 50,
  },
  {
    name: 'B',
    title: '3072-200-200-10, 5,000 examples',
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [200, 200], activation: 'tanh' },
      data: { kind: 'mixture', classes: 10, dimension: 3072, points: 5000 },
    },
    ...optimizer,
    loop: 5,
  },
];
