import { expect, test } from 'vitest';
import { collect, stepsOf, valuesOf } from '../run/collect.ts';

const measure = { sharpness: { every: 3, count: 1, tolerance: 1e-9 } };

function namesOf(run: Awaited<ReturnType<typeof collect>>) {
  return [...run.series.keys()].filter((name) => /^sharpness\d+$/.test(name)).sort();
}

test('eigenvalues above ¾ of the edge are looked for at every eighth measurement, and only those', async () => {
  // 2/η = 4: above 3 lie 3.9, 3.5, 3.2; 2.9 does not.
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [3.9, 3.5, 3.2, 2.9, 1, 0.5] },
    optimizer: { kind: 'gd', stepSize: 0.5 },
    steps: 50,
    measure,
  });
  expect(namesOf(run)).toEqual(['sharpness2', 'sharpness3']);
  expect(stepsOf(run, 'sharpness2')).toEqual([0, 24, 48]);
  expect(stepsOf(run, 'sharpness')).toHaveLength(18);
  for (const value of valuesOf(run, 'sharpness3')) expect(Math.abs(value / 3.2 - 1)).toBeLessThan(0.02);
});

test('no more than eight beyond those asked for, and no more than there are', async () => {
  const eigenvalues = Array.from({ length: 24 }, (_, i) => 3.95 - 0.02 * i);
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [...eigenvalues, 1, 0.5] },
    optimizer: { kind: 'gd', stepSize: 0.5 },
    steps: 2,
    measure,
  });
  expect(namesOf(run)).toHaveLength(8);
  // Each lies within its residual of an eigenvalue, and below the one of its rank: a crowd may hide some.
  for (let rank = 2; rank <= 9; rank++) {
    const [value] = valuesOf(run, `sharpness${rank}`);
    const [residual] = valuesOf(run, `sharpnessResidual${rank}`);
    expect(residual).toBeLessThanOrEqual((0.02 * 3.95) / value!);
    const nearest = Math.min(...eigenvalues.map((one) => Math.abs(one - value!)));
    expect(nearest).toBeLessThanOrEqual(residual! * value! + 1e-12);
    expect(value).toBeLessThanOrEqual(eigenvalues[rank - 1]! + 1e-12);
  }
  const all = await collect({
    objective: { kind: 'quadratic', eigenvalues: [3.9, 3.5, 3.2] },
    optimizer: { kind: 'gd', stepSize: 0.5 },
    steps: 2,
    measure,
  });
  expect(namesOf(all)).toEqual(['sharpness2', 'sharpness3']);
});

test('where the next eigenvalue is far from the edge no more are looked for', async () => {
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [3.9, 2, 1] },
    optimizer: { kind: 'gd', stepSize: 0.5 },
    steps: 30,
    measure,
  });
  expect(namesOf(run)).toEqual([]);
  expect(run.done.costs.map(({ probe }) => probe)).not.toContain('census of the edge');
});

test.each([
  { hidden: [20, 20], expected: true },
  { hidden: [512, 512], expected: false },
])('networks of more than 262,144 parameters have no census: $hidden', async ({ hidden, expected }) => {
  const run = await collect({
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden, activation: 'tanh' },
      data: { kind: 'chebyshev', degree: 3, points: 3 },
    },
    optimizer: { kind: 'gd', stepSize: 100 }, // an edge of 0.02, below λ₂
    steps: 1,
    measure: { sharpness: { every: 100, tolerance: 0.01 } },
    backend: 'onnx',
  });
  expect(run.done.costs.some(({ probe }) => probe === 'census of the edge')).toBe(expected);
});
