import { expect, test } from 'vitest';
import { objectiveFormulas } from '../../../renderer/ui/objective-formula.ts';
import { completed } from '../../app/experiment/completed.ts';
import {
  cnn,
  expression,
  minimizing,
  network,
  quadratic,
  table,
  teacher,
  transformer,
} from '../../app/experiment/written.ts';

const told = (written: object): string => objectiveFormulas(completed(written).objective).join(' | ');

test('an objective is told as formulas', () => {
  expect(told(quadratic)).toBe('ℓ(w) = ½ wᵀQΛQᵀw, Q a random rotation | Λ = diag(1, 0.5, 0.2)');
  expect(
    told(
      minimizing({
        kind: 'quadratic',
        eigenvalues: { law: 'power', dimension: 9, negative: { value: -1 } },
        rotate: false,
      }),
    ),
  ).toBe('ℓ(w) = ½ wᵀΛw | λᵢ = 1·i^(−1), i = 1 … 9, the last 1 of them −1');
  expect(told(expression)).toBe('ℓ(x, y) = 0.5*(1+y^2)*x^2');
  expect(told(minimizing({ ...expression.objective, formula: ['x^2', 'y^2'] }))).toBe(
    'ℓ(x, y) = (1/2) Σᵢ fᵢ | f₁ = x^2 | f₂ = y^2',
  );
  expect(told(minimizing({ kind: 'chain', depth: 3, target: -2 }))).toBe('ℓ(x) = ½(x₁x₂x₃ + 2)²');
  expect(told(minimizing({ kind: 'quadratic-map' }))).toContain('n = 20');
});

test('of a network loss and layers are told', () => {
  expect(told(network())).toBe(
    'ℓ(w) = (1/nm) Σᵢ ‖f(xᵢ; w) − yᵢ‖², m outputs, n = 20 | f(x) = W₃φ(W₂φ(W₁x + b₁) + b₂) + b₃, φ = tanh',
  );
  expect(told(network({ network: { kind: 'mlp', hidden: [] } }))).toContain('f(x) = W₁x + b₁');
  expect(told(network({ network: { kind: 'mlp', hidden: [1, 1, 1] } }))).toContain('W₄φ(…φ(W₁x + b₁)…) + b₄');
  expect(told(network({ network: { kind: 'deep-linear', hidden: [4] }, data: table }))).toContain(
    'n training examples of the file | f(x) = W₂W₁x',
  );
  expect(told(network({ network: { kind: 'diagonal-linear' }, data: teacher }))).toContain(
    'f(x) = (u₁⊙u₂)·x',
  );
  expect(told(network({ network: cnn({ filters: 4 }), data: { kind: 'digits' } }))).toContain(
    '1 × [x ← pool(φ(x ∗ W + b))]',
  );
  expect(told(network(transformer))).toContain('log softmax');
});
