import { expect, test } from 'vitest';
import {
  describeExperiment,
  describeObjective,
  describeOptimizer,
} from '../../../app/experiment/describe.ts';
import { gradientEvaluations, updateFormula } from '../../../app/experiment/optimizer-rules.ts';
import { completed } from './completed.ts';
import {
  cnn,
  expression,
  idx,
  minimizing,
  network,
  quadratic,
  sam,
  table,
  teacher,
  transformer,
} from './written.ts';

test.each<[unknown, string]>([
  [quadratic, 'quadratic, 3 eigenvalues, λ₁ = 1'],
  [
    { ...quadratic, objective: { kind: 'quadratic', eigenvalues: [-2], rotate: false } },
    'quadratic, 1 eigenvalue, λ₁ = -2, not rotated',
  ],
  [expression, '0.5*(1+y^2)*x^2'],
  [
    minimizing({ kind: 'quadratic', eigenvalues: { law: 'power', dimension: 1200, largest: 3 } }),
    'quadratic, 1,200 eigenvalues (power), λ₁ = 3',
  ],
  [minimizing({ ...expression.objective, formula: ['x^2', 'y'] }), 'mean of x^2; y'],
  [minimizing({ kind: 'chain', depth: 4 }), 'chain of depth 4, target 1'],
  [minimizing({ kind: 'quadratic-map', examples: 1 }), 'quadratic map, 100 parameters, 1 example'],
  [
    network({ network: { kind: 'diagonal-linear' }, data: teacher }),
    'diagonal-linear of depth 2 on linear teacher of 3 of 12 inputs, 30 points',
  ],
  [
    network({ data: { kind: 'linear-teacher' } }),
    'mlp 50·50 tanh on linear teacher of 100 inputs, 40 points',
  ],
  [network(), 'mlp 50·50 tanh on chebyshev T₅, 20 points'],
  [
    network({ data: { kind: 'chebyshev', degree: 12, points: 1000 } }),
    'mlp 50·50 tanh on chebyshev T₁₂, 1,000 points',
  ],
  [
    network({ network: { kind: 'deep-linear', hidden: [8] }, data: { kind: 'mixture', classes: 3 } }),
    'deep-linear 8 on mixture of 3, 256 points',
  ],
  [
    network({ network: { kind: 'mlp', hidden: [] }, data: { kind: 'digits', train: 1 } }),
    'mlp without hidden layers tanh on digits, 1 example',
  ],
  [
    network({ network: cnn({ filters: 8 }, { filters: 16, pool: 2 }), data: { kind: 'digits' } }),
    'cnn 8·16 tanh on digits, 1,000 examples',
  ],
  [
    network({ network: { ...cnn({ filters: 8 }), layerNorm: true }, data: { ...idx, train: 500 } }),
    'cnn 8 tanh with layer norm on train-images.gz, 500 examples',
  ],
  [network({ data: idx }), 'mlp 50·50 tanh on train-images.gz'],
  [network(transformer), 'transformer 2×64, 4 heads on Emma, 64 examples of 32'],
  [
    network({
      ...transformer,
      network: { kind: 'transformer', heads: 1 },
      data: { kind: 'text', path: 'books/persuasion.txt', train: 1 },
    }),
    'transformer 2×64, 1 head on persuasion.txt, 1 example of 32',
  ],
  [network({ data: { ...table, path: 'C:\\data\\wine.csv' } }), 'mlp 50·50 tanh on wine.csv'],
])('%j is described as %s', (written, words) => {
  expect(describeObjective(completed(written).objective)).toBe(words);
});

test('optimizers have their settings, rule and cost', () => {
  const gd = completed({ ...network(), optimizer: { kind: 'gd', stepSize: 0.1 } });
  expect(describeOptimizer(gd.optimizer)).toBe('GD η=0.1');
  const batched = completed({ ...network(), optimizer: { ...sam, batch: 5 } });
  expect(describeOptimizer(batched.optimizer)).toBe('SAM η=0.05 ρ=0.03 batch 5');
  expect(describeExperiment(completed({ ...network(), optimizer: sam }))).toBe(
    'SAM η=0.05 ρ=0.03, mlp 50·50 tanh on chebyshev T₅, 20 points',
  );
  expect([gd, completed(quadratic)].map(({ optimizer }) => gradientEvaluations(optimizer))).toEqual([1, 2]);
  expect(updateFormula(completed(quadratic).optimizer)).toBe('w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)');
});

test('every optimizer is described by all that decides its step', () => {
  const described = (optimizer: Record<string, unknown>): string =>
    describeOptimizer(completed({ ...network(), optimizer: { ...sam, ...optimizer } }).optimizer);
  expect(
    [
      { kind: 'asam' },
      { kind: 'gsam', alpha: 0.4 },
      { kind: 'm-sam', shard: 4, batch: 10 },
      { kind: 'n-step-sam', ascentSteps: 3, momentum: 0.9 },
      { kind: 'partial-sam', fraction: 0.5, momentum: 0.9, nesterov: true },
      {
        stepSize: { kind: 'warm-up', to: 0.1, steps: 50 },
        radius: { kind: 'piecewise', values: [0, 1], at: [9] },
      },
    ].map(described),
  ).toEqual([
    'ASAM η=0.05 ρ=0.03 ξ=0.01',
    'GSAM η=0.05 ρ=0.03 α=0.4',
    'm-SAM η=0.05 ρ=0.03 m=4 batch 10',
    'n-step SAM η=0.05 ρ=0.03 n=3 β=0.9',
    'partial SAM η=0.05 ρ=0.03 α=0.5 Nesterov β=0.9',
    'SAM η=0→0.1 in 50 steps ρ=0→1 at 9',
  ]);
  const evaluations = (optimizer: Record<string, unknown>): number =>
    gradientEvaluations(completed({ ...network(), optimizer: { ...sam, ...optimizer } }).optimizer);
  expect(evaluations({ kind: 'n-step-sam', ascentSteps: 3 })).toBe(4);
  expect(evaluations({ kind: 'm-sam', shard: 1 })).toBe(2);
});
