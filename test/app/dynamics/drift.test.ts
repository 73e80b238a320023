import { expect, test } from 'vitest';
import { cycle } from '../../../app/dynamics/cycle.ts';
import { asymmetry, driftRate, equilibrium, gradientDescentDriftRate } from '../../../app/dynamics/drift.ts';
import { toys } from '../../../app/dynamics/toys.ts';

test('κ is 2ηρ²/(2 − ηλ₁)², goes to ηρ²/2 with η, and is not defined without a bounce', () => {
  expect(driftRate(0.1, 0.2, 5)).toBeCloseTo((2 * 0.1 * 0.04) / 1.5 ** 2, 14);
  expect(driftRate(1e-9, 0.2, 5)! / (1e-9 * 0.02)).toBeCloseTo(1, 7);
  expect(driftRate(0.5, 0.2, 4)).toBeNull();
  expect(gradientDescentDriftRate(0.1, 0.3)).toBeCloseTo(0.0045, 14);
});

const [ravine, hyperbola] = toys;

// theory.md section 3: values from an independent float64 iteration of the closed form
test.each([
  { eta: 0.1, rho: 0.1, steps: 250, closed: 1.36701362 },
  { eta: 0.3, rho: 0.05, steps: 333, closed: 0.91158078 },
])('the ravine’s closed form from y = 2, η = $eta', ({ eta, rho, steps, closed }) => {
  const sharpness = ravine!.sharpnessAfter(5, { stepSize: eta, radius: rho, steps });
  expect(Math.sqrt(sharpness - 1)).toBeCloseTo(closed, 7);
});

test('the hyperbola’s closed form from (3, ⅓)', () => {
  const start = 9 + 1 / 9;
  expect(hyperbola!.sharpnessAfter(start, { stepSize: 0.05, radius: 0.1, steps: 1200 })).toBeCloseTo(
    2.73372,
    6,
  );
});

test('the closed forms fall at the rate κ‖∇λ₁‖² along the valley', () => {
  const motion = { stepSize: 0.1, radius: 0.05 };
  for (const y of [0.1, 1, 2]) {
    const sharpness = 1 + y * y;
    const rate = driftRate(0.1, 0.05, sharpness)! * (2 * y) ** 2; // λ₁ = 1 + y²
    const fall = sharpness - ravine!.sharpnessAfter(sharpness, { ...motion, steps: 1e-3 });
    expect(fall / 1e-3 / rate).toBeCloseTo(1, 4);
  }
  for (const x of [1.5, 3]) {
    const sharpness = x * x + 1 / (x * x);
    // On xy = 1 the tangent is (x, −y)/|w|: ∇λ₁ = 2(x, y) has the part 2(x² − y²)/|w| along it.
    const slope = (2 * (x * x - 1 / (x * x))) / Math.sqrt(sharpness);
    const rate = driftRate(0.1, 0.05, sharpness)! * slope ** 2;
    const fall = sharpness - hyperbola!.sharpnessAfter(sharpness, { ...motion, steps: 1e-3 });
    expect(fall / 1e-3 / rate).toBeCloseTo(1, 4);
  }
});

test('a drift that goes on for ever ends at the widest place', () => {
  const motion = { stepSize: 0.1, radius: 0.1, steps: 1e7 };
  expect(ravine!.sharpnessAfter(5, motion)).toBeCloseTo(1, 10);
  expect(hyperbola!.sharpnessAfter(9, motion)).toBeCloseTo(2, 10);
});

test('at an isolated minimum the bounce settles beside it, by the predicted offset and at the predicted rate', () => {
  // ℓ = ½λ₁x² + ½μy² + ½τx²y: T_{11y} = τ.
  const [eta, lambda, mu, tau] = [0.2, 3, 0.4, 0.5];
  const settle = (rho: number): number => {
    const gradient = (x: number, y: number) =>
      [lambda * x + tau * x * y, mu * y + 0.5 * tau * x * x] as const;
    let [x, y] = [cycle(eta, rho, lambda)!.amplitude, 0];
    for (let t = 0; t < 20_000; t++) {
      const [gx, gy] = gradient(x, y);
      const norm = Math.hypot(gx, gy);
      const [hx, hy] = gradient(x + (rho * gx) / norm, y + (rho * gy) / norm);
      [x, y] = [x - eta * hx, y - eta * hy];
    }
    return y;
  };
  const error = (rho: number): number => {
    const { offset } = equilibrium({
      stepSize: eta,
      radius: rho,
      sharpness: lambda,
      curvature: mu,
      third: tau,
    })!;
    return Math.abs(settle(rho) / offset - 1);
  };
  expect(error(0.02)).toBeLessThan(1e-3);
  expect(error(0.04) / error(0.02)).toBeGreaterThan(3);
  expect(error(0.04) / error(0.02)).toBeLessThan(5);
  expect(equilibrium({ stepSize: 1, radius: 0.1, sharpness: 3, curvature: 1, third: 1 })).toBeNull();
});

test('along u₁ the centre of the bounce lies off the valley by the predicted share of its amplitude', () => {
  // ℓ = ½λz² + ⅙τz³ in one variable.
  const [eta, lambda, tau] = [0.3, 2, 0.6];
  const error = (rho: number): number => {
    const gradient = (z: number) => lambda * z + (tau / 2) * z * z;
    const step = (z: number) => z - eta * gradient(z + rho * Math.sign(gradient(z)));
    let z = cycle(eta, rho, lambda)!.amplitude;
    for (let t = 0; t < 2000; t++) z = step(z);
    const centre = (z + step(z)) / 2;
    const amplitude = Math.abs(z - step(z)) / 2;
    const predicted = asymmetry({ stepSize: eta, radius: rho, sharpness: lambda }, tau)!;
    return Math.abs(Math.abs(centre) / amplitude / predicted - 1);
  };
  expect(error(0.02)).toBeLessThan(1e-3);
  expect(error(0.04) / error(0.02)).toBeGreaterThan(3);
  expect(error(0.04) / error(0.02)).toBeLessThan(5);
});
