import { expect, test } from 'vitest';
import { objectiveTitle } from '../../../renderer/ui/objective.ts';
import { completed } from '../../app/experiment/completed.ts';
import {
  cnn,
  expression,
  idx,
  minimizing,
  network,
  table,
  teacher,
  transformer,
} from '../../app/experiment/written.ts';

test.each([
  [network(), 'T₅ · mlp 50·50'],
  [network({ network: { kind: 'deep-linear', hidden: [] }, data: table }), 'table.csv · deep-linear'],
  [
    network({ network: cnn({ filters: 8 }, { filters: 16 }), data: { kind: 'fashion-mnist' } }),
    'Fashion-MNIST · cnn 8·16',
  ],
  [network({ network: cnn({ filters: 8 }), data: { ...idx, images: '/data/x.gz' } }), 'x.gz · cnn 8'],
  [minimizing({ kind: 'quadratic', eigenvalues: [1] }), 'quadratic in 1 dimension'],
  [
    minimizing({ kind: 'quadratic', eigenvalues: { law: 'power', dimension: 20 } }),
    'quadratic in 20 dimensions',
  ],
  [minimizing({ ...expression.objective, formula: ['x^2', 'y^2'] }), 'mean of x^2, y^2'],
  [minimizing({ kind: 'chain', depth: 3 }), 'chain ½(x₁x₂x₃ − 1)²'],
  [minimizing({ kind: 'chain', depth: 12, target: -2 }), 'chain ½(x₁x₂…x₁₂ + 2)²'],
  [minimizing({ kind: 'quadratic-map' }), 'quadratic map of 100 dimensions on 20 targets'],
  [
    network({ network: { kind: 'diagonal-linear', depth: 3 }, data: teacher }),
    'linear teacher of 3 inputs · diagonal-linear of depth 3',
  ],
  [network(transformer), 'Emma · transformer 2×64'],
  [network({ ...transformer, data: { kind: 'text', path: '/books/b.txt' } }), 'b.txt · transformer 2×64'],
])('%j is titled %s', (written, title) => {
  expect(objectiveTitle(completed(written).objective)).toBe(title);
});
