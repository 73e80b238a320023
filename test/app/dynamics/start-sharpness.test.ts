import { expect, test } from 'vitest';
import { knownSharpness } from '../../../app/dynamics/start-sharpness.ts';
import { completed } from '../experiment/completed.ts';
import { minimizing, network } from '../experiment/written.ts';

const known = (objective: Readonly<Record<string, unknown>>) =>
  knownSharpness(completed(minimizing(objective)));
const chain = (settings: object) => known({ kind: 'chain', ...settings })?.sharpness;
const formula = (variables: string[], written: string | string[], start: number[]) =>
  known({ kind: 'expression', variables, formula: written, start });

test('of a quadratic it is the largest eigenvalue, everywhere', () => {
  expect(known({ kind: 'quadratic', eigenvalues: [-3, 0.5, 2] })).toEqual({
    sharpness: 2,
    where: 'everywhere',
  });
});

test('of a formula it is that of the Hessian at the start', () => {
  expect(formula(['x', 'y'], '0.5*(1+y^2)*x^2', [0, 2])).toEqual({ sharpness: 5, where: 'at the start' });
  expect(formula(['t'], '-3*t^2', [1])?.sharpness).toBeCloseTo(-6, 14);
  expect(formula(['x', 'y'], ['x^2', '5*y^2'], [1, 1])?.sharpness).toBeCloseTo(5, 14); // mean of diag(2, 0) and diag(0, 10)
  expect(formula(['a', 'b', 'c'], 'a^2+b^2+c^2', [1, 1, 1])).toBeNull();
  expect(formula(['x', 'y'], 'abs(x)+y^2', [1e-9, 0])?.sharpness).toBeCloseTo(2, 14);
});

test('of a chain too: L = 2 by its 2×2 matrix, a balanced start by its two eigenvalues', () => {
  const [x, y, target] = [3, 0.4, 1];
  const [a, d, b] = [y * y, x * x, 2 * x * y - target];
  expect(chain({ depth: 2, target, start: [x, y] })).toBeCloseTo(
    (a + d) / 2 + Math.hypot((a - d) / 2, b),
    12,
  );
  const [depth, product] = [5, 2];
  const factor = product ** (1 / depth);
  const rest = product - 1;
  const balanced = (depth * product * (product + rest) - rest * product) / factor ** 2;
  expect(chain({ depth, start: { product } })).toBeCloseTo(balanced, 11);
  // On the valley the Hessian is p²vvᵀ: one eigenvalue, p²Σ1/x².
  expect(chain({ depth: 3, target: 2, start: [2, 1, 1] })).toBeCloseTo(4 * (1 / 4 + 1 + 1), 12);
  expect(chain({ depth: 3, target: 9, start: [1, 1, 1] })).toBeUndefined();
});

test('of a network and a random map only a run tells', () => {
  expect(knownSharpness(completed(network()))).toBeNull();
  expect(known({ kind: 'quadratic-map' })).toBeNull();
});
