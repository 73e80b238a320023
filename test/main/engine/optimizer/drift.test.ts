import { expect, test } from 'vitest';
import { collect, valuesOf } from '../run/collect.ts';

const eta = 0.1;
const start = 2;

/** y after `steps` of Δy = −κ(1 + y²)·2y, the gradient of λ₁ = 1 + y² along the valley, by Runge and Kutta's fourth order. */
function predicted(kappa: (sharpness: number) => number, steps: number): number {
  const slope = (y: number): number => -kappa(1 + y * y) * 2 * y;
  const pieces = 20_000;
  const h = steps / pieces;
  let y = start;
  for (let i = 0; i < pieces; i++) {
    const k1 = slope(y);
    const k2 = slope(y + (h / 2) * k1);
    const k3 = slope(y + (h / 2) * k2);
    const k4 = slope(y + h * k3);
    y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return y;
}

interface Bounce {
  readonly amplitude: (sharpness: number) => number;
  readonly kappa: (sharpness: number) => number;
}

/** docs/theory.md, section 7, written out. */
function bounceOf(rho: number, { limit = 2, share = 1, momentum = 0, alpha = 0 } = {}): Bounce {
  const amplitude = (sharpness: number): number =>
    (share * eta * sharpness * rho) / (limit - eta * sharpness);
  const square = (a: number): number => (1 - share) * a ** 2 + share * (a + rho) ** 2 + alpha * a * rho;
  return {
    amplitude,
    kappa: (sharpness) => ((eta / 2) * square(amplitude(sharpness))) / (1 - momentum),
  };
}

test.each([
  { name: 'SAM', optimizer: { kind: 'sam' }, shape: {}, time: 2.5 },
  { name: 'GSAM', optimizer: { kind: 'gsam', alpha: 0.8 }, shape: { alpha: 0.8 }, time: 2.5 },
  { name: 'n-step SAM', optimizer: { kind: 'n-step-sam', ascentSteps: 3 }, shape: {}, time: 2.5 },
  {
    name: 'partial SAM',
    optimizer: { kind: 'partial-sam', fraction: 0.5 },
    shape: { share: 0.5 },
    time: 6,
  },
  {
    name: 'SAM, heavy ball',
    optimizer: { kind: 'sam', momentum: 0.3 },
    shape: { limit: 2.6, momentum: 0.3 },
    time: 2.5,
  },
  {
    name: 'SAM, Nesterov',
    optimizer: { kind: 'sam', momentum: 0.5, nesterov: true },
    shape: { limit: 1.5, momentum: 0.5 },
    time: 1.25,
  },
])('$name drifts down the ravine at its rate, up to O(ρ²)', async ({ optimizer, shape, time }) => {
  const error = async (rho: number): Promise<number> => {
    const steps = Math.round(time / rho ** 2);
    const bounce = bounceOf(rho, shape);
    const run = await collect({
      objective: {
        kind: 'expression',
        variables: ['x', 'y'],
        formula: '0.5*(1+y^2)*x^2',
        start: [bounce.amplitude(1 + start ** 2), start],
      },
      optimizer: { ...optimizer, stepSize: eta, radius: rho },
      steps,
      backend: 'reference',
      measure: { sharpness: { every: steps } },
    });
    const [before, last] = valuesOf(run, 'w.y').slice(-2);
    const closed = predicted(bounce.kappa, steps);
    expect(closed).toBeLessThan(1.6); // it has gone far
    return Math.abs((before! + last!) / 2 - closed);
  };
  const [wide, half] = [await error(0.08), await error(0.04)];
  expect(wide).toBeLessThan(0.01);
  expect(wide / half).toBeGreaterThan(3.3);
  expect(wide / half).toBeLessThan(4.7);
});
