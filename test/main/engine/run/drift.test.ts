import { expect, test } from 'vitest';
import { cycle } from '../../../../app/dynamics/cycle.ts';
import { collect, valuesOf } from './collect.ts';

/** x with f(x) = 0 between a and b, by bisection. */
function root(f: (x: number) => number, a: number, b: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2;
    if (Math.sign(f(middle)) === Math.sign(f(a))) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** ‖mean of the last two iterates‖ along y: what the bounce across the valley leaves. */
function lastMean(run: Awaited<ReturnType<typeof collect>>, name: string): number {
  const [a, b] = valuesOf(run, name).slice(-2);
  return (a! + b!) / 2;
}

// docs/theory.md, section 3: F(y) = c² ln y − cηy² + η²y⁴/4 falls by 4ηρ² a step, c = 2 − η
test.each([
  { eta: 0.1, rho: 0.1, steps: 250, measured: 1.36566297 },
  { eta: 0.1, rho: 0.05, steps: 1000, measured: 1.36667662 },
  { eta: 0.3, rho: 0.05, steps: 333, measured: 0.90537657 },
])('SAM drifts down the ravine, η = $eta, ρ = $rho', async ({ eta, rho, steps, measured }) => {
  const c = 2 - eta;
  const F = (y: number) => c ** 2 * Math.log(y) - c * eta * y ** 2 + (eta ** 2 * y ** 4) / 4;
  const closed = root((y) => F(y) - F(2) + 4 * eta * rho ** 2 * steps, 0.3, 2);
  const run = await collect({
    objective: {
      kind: 'expression',
      variables: ['x', 'y'],
      formula: '0.5*(1+y^2)*x^2',
      start: [cycle(eta, rho, 5)!.amplitude, 2],
    },
    optimizer: { kind: 'sam', stepSize: eta, radius: rho },
    steps,
  });
  const y = valuesOf(run, 'w.y').at(-1)!;
  expect(y).toBeCloseTo(measured, 6); // an independent float64 iteration
  expect(Math.abs(y - closed)).toBeLessThan(3 * rho ** 2); // O(ρ²)
  expect(valuesOf(run, 'oscillation').length).toBe(steps - 1);
});

// G(c) = ½(1+η²)ln(c²−1) − 2ηc − η ln((c−1)/(c+1)) + η²c²/2 falls by 2ηρ² a step; λ₁ = 2c
test.each([
  { rho: 0.1, steps: 1200, measured: 2.732023 },
  { rho: 0.05, steps: 4800, measured: 2.733284 },
])('SAM drifts along the hyperbola, ρ = $rho', async ({ rho, steps, measured }) => {
  const eta = 0.05;
  const start = [3, 1 / 3];
  const norm = Math.hypot(...start);
  const amplitude = cycle(eta, rho, norm ** 2)!.amplitude;
  const unit = [start[1]! / norm, start[0]! / norm]; // u₁ on xy = 1 is along (y, x)
  const run = await collect({
    objective: {
      kind: 'expression',
      variables: ['x', 'y'],
      formula: '0.5*(x*y-1)^2',
      start: start.map((value, i) => value + amplitude * unit[i]!),
    },
    optimizer: { kind: 'sam', stepSize: eta, radius: rho },
    steps,
    measure: { sharpness: { every: steps - 1, tolerance: 1e-10 } },
  });
  const x = lastMean(run, 'w.x');
  const y = lastMean(run, 'w.y');
  expect(Math.abs(valuesOf(run, 'midpointSharpness').at(-1)! - measured)).toBeLessThan(0.02);
  expect(Math.abs(x * x + y * y - measured)).toBeLessThan(0.02);
});
