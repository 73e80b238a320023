import { describe, expect, test } from 'vitest';
import { GradientFlow, type GradientFunction } from '../../../../main/engine/measure/gradient-flow.ts';

const now =
  (gradient: (point: Float64Array) => number[]): GradientFunction =>
  (point) =>
    Promise.resolve(Float64Array.from(gradient(point)));

const plenty = 1_000_000; // evaluations

/** ∇ of ½Σλᵢwᵢ²: w(t) = w₀ e^(−λt). */
const eigenvalues = [3, 1, 0.2, -0.1];
const quadratic = now((w) => eigenvalues.map((value, i) => value * w[i]!));
const start = Float64Array.of(1, -2, 0.5, 1);
const exact = (time: number): number[] => eigenvalues.map((value, i) => start[i]! * Math.exp(-value * time));

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i]!));
}

describe('on a quadratic', () => {
  test.each([1e-4, 1e-6, 1e-9, 1e-12])('the exponential to the tolerance, %s', async (tolerance) => {
    const flow = new GradientFlow(quadratic, start, { tolerance, evaluations: plenty });
    for (const time of [0, 0.3, 1, 2, 5]) {
      expect(await flow.to(time)).toBe('reached');
      expect(flow.time).toBe(time); // lands on it
      expect(distance(flow.point, exact(time))).toBeLessThan(20 * tolerance + 1e-13);
    }
  });

  test('stops between do not cost accuracy, and the start is not changed', async () => {
    const given = start.slice();
    const flow = new GradientFlow(quadratic, given, { tolerance: 1e-8, evaluations: plenty });
    for (let i = 1; i <= 200; i++) await flow.to(i / 100);
    expect(distance(flow.point, exact(2))).toBeLessThan(2e-7);
    expect(given).toEqual(start);
  });

  test('the order is five: with the tolerance five decades down there are ten times as many steps', async () => {
    const runs = await Promise.all(
      [1e-6, 1e-11].map(async (tolerance) => {
        const flow = new GradientFlow(quadratic, start, { tolerance, evaluations: plenty });
        await flow.to(2);
        return { steps: flow.steps, error: distance(flow.point, exact(2)) };
      }),
    );
    const [coarse, fine] = runs as [(typeof runs)[0], (typeof runs)[0]];
    expect(fine.steps / coarse.steps).toBeGreaterThan(7);
    expect(fine.steps / coarse.steps).toBeLessThan(14);
    expect(coarse.error / fine.error).toBeGreaterThan(3e3);
  });
});

test('on ½(xy − 1)² the flow conserves x² − y² and ends on the hyperbola', async () => {
  const hyperbola = now(([x = 0, y = 0]) => [(x * y - 1) * y, (x * y - 1) * x]);
  const flow = new GradientFlow(hyperbola, Float64Array.of(3, 0.1), {
    tolerance: 1e-10,
    evaluations: plenty,
  });
  for (const time of [0.1, 1, 10]) {
    await flow.to(time);
    const [x = 0, y = 0] = flow.point;
    expect(x ** 2 - y ** 2).toBeCloseTo(9 - 0.01, 8);
  }
  const [x = 0, y = 0] = flow.point;
  expect(x * y).toBeCloseTo(1, 8);
});

test('where it is stiff the step stays at the edge of stability, and the limit of evaluations is kept', async () => {
  const stiff = now(([x = 0, y = 0]) => [1e4 * x, y]);
  const flow = new GradientFlow(stiff, Float64Array.of(1, 1), { tolerance: 1e-6, evaluations: plenty });
  await flow.to(1);
  expect(distance(flow.point, [0, Math.exp(-1)])).toBeLessThan(1e-5);
  expect(flow.steps).toBeGreaterThan(1e4 / 4); // hλ ≤ 3.3 where it is stable
  expect(flow.rejected).toBeGreaterThan(0);
  const limited = new GradientFlow(stiff, Float64Array.of(1, 1), { tolerance: 1e-6, evaluations: 1000 });
  expect(await limited.to(1)).toBe('limit');
  expect(limited.evaluations).toBeLessThanOrEqual(1000);
  expect(limited.time).toBeGreaterThan(0);
  expect(limited.time).toBeLessThan(1);
});

test('a flow that leaves for infinity in finite time is stuck there', async () => {
  const blowing = now(([x = 0]) => [-(x ** 2)]); // x(t) = 1/(1 − t)
  const flow = new GradientFlow(blowing, Float64Array.of(1), { tolerance: 1e-6, evaluations: plenty });
  expect(await flow.to(0.9)).toBe('reached');
  expect(flow.point[0]).toBeCloseTo(10, 2);
  expect(await flow.to(2)).toBe('stuck');
  expect(flow.time).toBeCloseTo(1, 3);
});

test('where the gradient is zero it stays', async () => {
  const flow = new GradientFlow(quadratic, new Float64Array(4), { tolerance: 1e-6, evaluations: plenty });
  expect(await flow.to(100)).toBe('reached');
  expect([...flow.point]).toEqual([0, 0, 0, 0]);
});

test('a gradient that is not finite at the start is refused', async () => {
  const flow = new GradientFlow(
    now(() => [NaN]),
    Float64Array.of(1),
    { tolerance: 1e-6, evaluations: plenty },
  );
  await expect(flow.to(1)).rejects.toThrow('not finite');
});
