import { describe, expect, test } from 'vitest';
import { backends } from '../execute/engines.ts';
import { collect, valuesOf } from './collect.ts';

const eigenvalues = [1, 0.8, 0.5, 0.2, 0.05];
const radius = 0.05;

function bounce(stepSize: number, rest: Record<string, unknown> = {}) {
  return {
    objective: { kind: 'quadratic', eigenvalues },
    optimizer: { kind: 'sam', stepSize, radius },
    steps: 20_000,
    measure: { sharpness: { every: 5001, count: 2, tolerance: 1e-12 } },
    ...rest,
  };
}

// β₁ = ηρλ₁²/(2−ηλ₁): docs/theory.md, section 2
describe.each([
  { x: 0.05, gradientNorm: 0.05 ** 2 / 1.95 },
  { x: 0.5, gradientNorm: 1 / 60 },
  { x: 1, gradientNorm: 0.05 },
  { x: 1.5, gradientNorm: 0.15 },
  { x: 1.9, gradientNorm: 0.95 },
])('SAM on a rotated quadratic at ηλ₁ = $x', ({ x, gradientNorm }) => {
  test.each(backends)('ends on the two-cycle to 1e-9 (%s)', async (backend) => {
    const run = await collect(bounce(x, { backend }));
    expect(run.done.status).toBe('finished');
    const norms = valuesOf(run, 'gradientNorm');
    expect(norms).toHaveLength(20_001);
    expect(norms.at(-1)! / gradientNorm).toBeCloseTo(1, 9);
    expect(valuesOf(run, 'loss').at(-1)! / (gradientNorm ** 2 / 2)).toBeCloseTo(1, 9); // ½λ₁a², λ₁ = 1
    const oscillation = valuesOf(run, 'oscillation').slice(-100);
    oscillation.forEach((value, i) => {
      expect(Math.abs(value) / gradientNorm).toBeCloseTo(1, 9); // a = β₁/λ₁
      expect(value * (oscillation[i + 1] ?? -value)).toBeLessThan(0); // a flip every step
    });
    const [, largest] = valuesOf(run, 'w.0').slice(-2);
    expect(Math.abs(largest!) / gradientNorm).toBeCloseTo(1, 9);
    expect(valuesOf(run, 'sharpness').at(-1)).toBeCloseTo(1, 12);
    expect(valuesOf(run, 'sharpness2').at(-1)).toBeCloseTo(0.8, 12);
  });
});

test('near the cycle every eigencoordinate contracts by its multiplier', async () => {
  const x = 0.5;
  const amplitude = (x * radius) / (2 - x);
  const kick = 1e-8; // so small that its square, which couples the coordinates, is lost
  const start = [amplitude * (1 + 1e-6), kick, kick, kick, kick];
  const run = await collect(
    bounce(x, { objective: { kind: 'quadratic', eigenvalues, start }, steps: 2, backend: 'reference' }),
  );
  // radial 1 − x (the next iterate is on the other side), transverse m_i = 1 − 2r² − xr(1−r), r = λ_i/λ₁
  const [first, second] = valuesOf(run, 'w.0');
  expect((second! + amplitude) / (first! - amplitude)).toBeCloseTo(1 - x, 5);
  eigenvalues.slice(1).forEach((r, i) => {
    const [before, after] = valuesOf(run, `w.${i + 1}`);
    expect(after! / before!).toBeCloseTo(1 - 2 * r ** 2 - x * r * (1 - r), 5);
  });
});

test('GD converges to the minimum below its edge and diverges above it', async () => {
  const below = await collect({ ...bounce(1.9), optimizer: { kind: 'gd', stepSize: 1.9 }, steps: 3000 });
  expect(valuesOf(below, 'loss').at(-1)).toBeLessThan(1e-12);
  const above = await collect({ ...bounce(2.1), optimizer: { kind: 'gd', stepSize: 2.1 }, steps: 30_000 });
  expect(above.done.status).toBe('diverged');
  const losses = valuesOf(above, 'loss');
  expect(losses).toHaveLength(above.done.step + 1);
  expect(losses.at(-1)! / losses.at(-2)!).toBeCloseTo(1.1 ** 2, 3); // |1 − ηλ₁|²
});

test.each(['reference', 'onnx'])(
  'the kept parameters are those of the step at which loss and gradient overflow (%s)',
  async (backend) => {
    const run = await collect({
      objective: { kind: 'expression', variables: ['x', 'y'], formula: 'exp(x^2)+y^2', start: [1, 1] },
      optimizer: { kind: 'gd', stepSize: 10 },
      steps: 20,
      backend,
    });
    expect(run.done).toMatchObject({ status: 'diverged', step: 1 });
    const [x, y] = run.arrays.get('final/w')!.values;
    expect(x).toBeCloseTo(1 - 20 * Math.E, 12); // ∂ℓ/∂x = 2x·exp(x²)
    expect(y).toBe(-19);
  },
);

test('a start at the minimum is said to have converged there, for SAM as undefined', async () => {
  const objective = { kind: 'quadratic', eigenvalues, start: [0, 0, 0, 0, 0] };
  const run = await collect(bounce(1, { objective }));
  expect(run.done).toMatchObject({ status: 'converged', step: 0, problem: { code: 'zero-gradient' } });
  expect(valuesOf(run, 'gradientNorm')).toEqual([0]);
  expect([...run.arrays.get('final/w')!.values]).toEqual([0, 0, 0, 0, 0]);
});

test('converged by stop.gradientNorm: the kept parameters are those of the step that is named', async () => {
  const optimizer = { kind: 'gd', stepSize: 1 };
  const run = await collect({ ...bounce(1), optimizer, stop: { gradientNorm: 1e-3 } });
  expect(run.done.status).toBe('converged');
  const norms = valuesOf(run, 'gradientNorm');
  expect(norms.at(-1)).toBeLessThanOrEqual(1e-3);
  expect(norms.at(-2)).toBeGreaterThan(1e-3);
  expect(run.done.step).toBe(norms.length - 1);
  const again = await collect({ ...bounce(1), optimizer, steps: run.done.step });
  expect(run.arrays.get('final/w')!.values).toEqual(again.arrays.get('final/w')!.values);
});
