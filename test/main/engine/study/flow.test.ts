import { describe, expect, test } from 'vitest';
import { flowOf, flowQuestion } from '../../../../app/study/flow.ts';
import { ran } from './studied.ts';

const eigenvalues = [2, 0.5];
const start = [1, -3];
const eta = 0.1;

/** GD on ½Σλᵢwᵢ²: w_t = (1 − ηλ)ᵗ w₀ beside w(ηt) = e^(−ληt) w₀. */
const descent = {
  objective: { kind: 'quadratic', eigenvalues, start },
  optimizer: { kind: 'gd', stepSize: eta },
  steps: 48,
  backend: 'reference',
};

const flowAt = (time: number): number[] => eigenvalues.map((value, i) => start[i]! * Math.exp(-value * time));
const stepAt = (step: number): number[] =>
  eigenvalues.map((value, i) => start[i]! * (1 - eta * value) ** step);
const lossAt = (w: readonly number[]): number =>
  w.reduce((sum, value, i) => sum + 0.5 * eigenvalues[i]! * value ** 2, 0);

describe('beside GD on a quadratic', () => {
  test('distance, losses and sharpness are the closed forms', async () => {
    const { ask } = await ran(descent);
    const flow = flowOf(await ask(flowQuestion({ tolerance: 1e-10 })));
    expect([...flow.step]).toEqual(Array.from({ length: 25 }, (_, i) => 2 * i)); // every kept step
    flow.step.forEach((step, i) => {
      const [w, u] = [stepAt(step), flowAt(eta * step)];
      expect(flow.time[i]).toBe(eta * step);
      expect(flow.distance[i]).toBeCloseTo(Math.hypot(...w.map((value, j) => value - u[j]!)), 8);
      expect(flow.loss[i]).toBeCloseTo(lossAt(u), 8);
      expect(flow.runLoss[i]).toBeCloseTo(lossAt(w), 12);
      expect(flow.sharpness[i]).toBeCloseTo(2, 8);
    });
    expect(flow.ending).toBe('reached');
    expect(flow.reached).toBeCloseTo(4.8, 12);
    expect(flow.evaluations.at(-1)).toBeGreaterThanOrEqual(6 * flow.steps.at(-1)!);
    expect(flow.sentence).toMatch(/^The flow was followed to time 4.8: \d+ steps, \d+ more rejected/);
  });

  test('at the limit of evaluations it says how far it came, and the rest is NaN', async () => {
    const { ask } = await ran({
      ...descent,
      objective: { ...descent.objective, eigenvalues: [400, 0.5] },
      optimizer: { kind: 'gd', stepSize: 0.004 },
    });
    const flow = flowOf(await ask(flowQuestion({ evaluations: 200 })));
    expect(flow.ending).toBe('limit');
    expect(flow.sentence).toContain('the limit of 200 gradient evaluations');
    expect(flow.distance[0]).toBe(0);
    expect(flow.distance.at(-1)).toBeNaN();
    expect(flow.runLoss.at(-1)).toBeGreaterThan(0);
    expect(flow.reached).toBeLessThan(0.004 * 48);
    expect(flow.step.every((_, i) => !(flow.time[i]! > flow.reached) || Number.isNaN(flow.loss[i]))).toBe(
      true,
    );
  });
});

test('a network: beside GD of a tenth of the step size the flow is ten times as near', async () => {
  const network = (stepSize: number, steps: number) => ({
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [4], activation: 'tanh' },
      data: { kind: 'chebyshev', degree: 3, points: 12 },
    },
    optimizer: { kind: 'gd', stepSize },
    steps,
    backend: 'reference',
  });
  const distances: number[] = [];
  for (const divided of [1, 10]) {
    const { ask } = await ran(network(0.05 / divided, 40 * divided));
    const flow = flowOf(await ask(flowQuestion({ tolerance: 1e-9 })));
    distances.push(flow.distance.at(-1)!);
  }
  const [coarse, fine] = distances as [number, number];
  expect(coarse / fine).toBeGreaterThan(8); // Euler's method is of order one
  expect(coarse / fine).toBeLessThan(12);
});

test('a tolerance that float32 does not resolve is refused', async () => {
  const { ask } = await ran({ ...descent, precision: 'float32' });
  await expect(ask(flowQuestion({ tolerance: 1e-9 }))).rejects.toMatchObject({ code: 'tolerance' });
  const flow = flowOf(await ask(flowQuestion({ tolerance: 1e-6 })));
  expect(flow.distance.at(-1)).toBeCloseTo(
    Math.hypot(...stepAt(48).map((value, i) => value - flowAt(4.8)[i]!)),
    4,
  );
});
