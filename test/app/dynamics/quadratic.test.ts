import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cycle } from '../../../app/dynamics/cycle.ts';
import {
  contractionRate,
  energy,
  firstFlip,
  radialMultiplier,
  stepsToCycle,
  transverseMultiplier,
} from '../../../app/dynamics/quadratic.ts';
import { regimeOf } from '../../../app/dynamics/regime.ts';

/** SAM on ½Σλᵢwᵢ² in coordinates: w_i(1 − ηλ_i − ηρλ_i²/‖Λw‖). */
function sam(eta: number, rho: number, lambda: readonly number[], w: readonly number[]): number[] {
  const norm = Math.hypot(...w.map((value, i) => lambda[i]! * value));
  return w.map((value, i) => value * (1 - eta * lambda[i]! - (eta * rho * lambda[i]! ** 2) / norm));
}

test.each([0.05, 0.25, 0.5, 1.2, 1.5, 1.9])(
  'around the cycle at ηλ₁ = %d deviations are multiplied as predicted, to 1e-6',
  (x) => {
    const lambda = [1, 0.8, 0.5, 0.2, 0.05];
    const rho = 0.05;
    const { amplitude } = cycle(x, rho, 1)!;
    const small = 1e-7 * amplitude;
    const bent = (deviation: readonly number[]): number[] => {
      const plus = sam(
        x,
        rho,
        lambda,
        [amplitude, 0, 0, 0, 0].map((at, i) => at + deviation[i]!),
      );
      const minus = sam(
        x,
        rho,
        lambda,
        [amplitude, 0, 0, 0, 0].map((at, i) => at - deviation[i]!),
      );
      return plus.map((value, i) => (value - minus[i]!) / (2 * small));
    };
    expect(bent([small, 0, 0, 0, 0])[0]!).toBeCloseTo(radialMultiplier(x), 6);
    for (let i = 1; i < lambda.length; i++) {
      const found = bent(lambda.map((_, j) => (j === i ? small : 0)))[i]!;
      expect(found).toBeCloseTo(transverseMultiplier(x, lambda[i]!), 6);
    }
  },
);

test('every transverse multiplier lies between −1 and 1, and is −1 for an equal eigenvalue', () => {
  const x = fc.double({ min: 1e-6, max: 2 - 1e-6, noNaN: true });
  const r = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(fc.property(x, r, (x, r) => Math.abs(transverseMultiplier(x, r)) < 1));
  expect(transverseMultiplier(0.7, 1)).toBe(-1);
});

test('the contraction rate is the factor by which a run near its cycle comes nearer', () => {
  const lambda = [1, 0.8, 0.5, 0.2, 0.05];
  const [eta, rho] = [0.7, 0.05];
  const { amplitude } = cycle(eta, rho, 1)!;
  let w = [amplitude, 1e-6, 1e-6, 1e-6, 1e-6];
  const size = () => Math.hypot(Math.abs(w[0]!) - amplitude, ...w.slice(1));
  for (let t = 0; t < 200; t++) w = sam(eta, rho, lambda, w);
  const before = size();
  for (let t = 0; t < 100; t++) w = sam(eta, rho, lambda, w);
  expect((size() / before) ** 0.01).toBeCloseTo(contractionRate(eta, lambda), 6);
});

test('of a multiple λ₁ it is the factor by which a run comes nearer to the sphere of cycles', () => {
  const lambda = [1, 1, 0.5];
  const [eta, rho] = [0.5, 0.05];
  const { amplitude } = cycle(eta, rho, 1)!;
  let w = [0.60006 * amplitude, 0.80008 * amplitude, 1e-9];
  const size = () => Math.hypot(Math.hypot(w[0]!, w[1]!) - amplitude, w[2]!);
  for (let t = 0; t < 4; t++) w = sam(eta, rho, lambda, w);
  const before = size();
  for (let t = 0; t < 10; t++) w = sam(eta, rho, lambda, w);
  expect((size() / before) ** 0.1).toBeCloseTo(contractionRate(eta, lambda), 4);
});

test('the time to the cycle is what a run takes, within a factor of three', () => {
  const lambda = [1, 0.6, 0.3];
  for (const eta of [0.1, 0.5, 1.5, 1.95]) {
    const { amplitude } = cycle(eta, 0.05, 1)!;
    let w = [1, 1, 1];
    let steps = 0;
    while (Math.hypot(Math.abs(w[0]!) - amplitude, w[1]!, w[2]!) > 1e-9 * amplitude) {
      w = sam(eta, 0.05, lambda, w);
      steps++;
    }
    const expected = stepsToCycle(eta, lambda, 1e-9);
    expect(steps / expected).toBeGreaterThan(1 / 3);
    expect(steps / expected).toBeLessThan(3);
  }
  expect(stepsToCycle(0.5, [1, 1], 1e-9)).toBe(stepsToCycle(0.5, [1], 1e-9)); // to the circle of cycles
  expect(stepsToCycle(2, [1, 0.5], 1e-9)).toBe(Infinity);
});

test('in one dimension the sign does not change before the predicted step, and from then on at every step', () => {
  for (const [x, rho, start] of [
    [0.1, 0.05, 1],
    [0.5, 0.01, 3],
    [0.9, 0.2, 0.1],
  ] as const) {
    const flip = firstFlip(x, rho, start);
    let w: number[] = [start];
    for (let t = 1; t < flip + 20; t++) {
      const before = w[0]!;
      w = sam(x, rho, [1], w);
      if (t < flip) expect(w[0]! * before).toBeGreaterThan(0);
      if (t > flip) expect(w[0]! * before).toBeLessThan(0);
    }
  }
});

test('the energy of w is ½uᵀCu − ‖u‖ of u = Λw, and −β₁/2 on the cycle', () => {
  const [eta, rho] = [0.3, 0.1];
  const lambda = [2, 1, 0.3];
  const w = [0.4, -0.2, 0.7];
  const u = w.map((value, i) => lambda[i]! * value);
  const c = lambda.map((l) => (2 / l ** 2 - eta / l) / (eta * rho));
  const direct = 0.5 * u.reduce((sum, value, i) => sum + c[i]! * value ** 2, 0) - Math.hypot(...u);
  const loss = 0.5 * w.reduce((sum, value, i) => sum + lambda[i]! * value ** 2, 0);
  const squaredNorm = w.reduce((sum, value) => sum + value ** 2, 0);
  const of = { stepSize: eta, radius: rho };
  expect(energy(of, { squaredNorm, loss, gradientNorm: Math.hypot(...u) })).toBeCloseTo(direct, 12);
  const { amplitude, gradientNorm } = cycle(eta, rho, 2)!;
  const on = { squaredNorm: amplitude ** 2, loss: amplitude ** 2, gradientNorm };
  expect(energy(of, on)).toBeCloseTo(-gradientNorm / 2, 14);
});

test('a regime names who showed the cycle', () => {
  expect(regimeOf(0.3)?.source).toContain('Bartlett');
  expect(regimeOf(0.7)?.source).toContain('Wen');
  expect(regimeOf(1.5)?.source).toContain('docs/theory.md');
  expect(regimeOf(2)).toBeNull();
  expect(regimeOf(-1)).toBeNull();
});
