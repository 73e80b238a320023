import { describe, expect, test } from 'vitest';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import { buildPrograms } from '../../../../main/engine/run/programs.ts';
import { completed } from '../../../app/experiment/completed.ts';
import { backends } from '../execute/engines.ts';
import { collect, stepsOf, valuesOf, type Collected } from '../run/collect.ts';

const eigenvalues = [2, 0.5];
const start = [1, -3];
const stepSize = 0.1;
const every = 3;

/** GD on ½Σλᵢwᵢ²: w_t = (1 − ηλ)ᵗ w₀ beside w(T) = e^(−λT) w₀. */
const descent = {
  objective: { kind: 'quadratic', eigenvalues, start },
  optimizer: { kind: 'gd', stepSize },
  steps: 20,
  backend: 'reference',
  measure: { sharpness: { every }, flow: { tolerance: 1e-10 } },
};
const measured = [0, 3, 6, 9, 12, 15, 18, 20];

const flowAt = (time: number): number[] => eigenvalues.map((value, i) => start[i]! * Math.exp(-value * time));
const lossOf = (w: readonly number[]): number =>
  w.reduce((sum, value, i) => sum + 0.5 * eigenvalues[i]! * value ** 2, 0);

const ending = ({ events }: Collected) => events.filter(({ kind }) => kind === 'flow-ended');

describe('the gradient flow beside a run', () => {
  test.each(backends)(
    'of GD on a quadratic is the exponential, at every measurement (%s)',
    async (backend) => {
      const run = await collect({ ...descent, backend });
      for (const name of ['flowDistance', 'flowLoss', 'flowSharpness'])
        expect(stepsOf(run, name), name).toEqual(measured);
      measured.forEach((step, i) => {
        const there = flowAt(stepSize * step);
        const apart = eigenvalues.map((value, j) => start[j]! * (1 - stepSize * value) ** step - there[j]!);
        expect(valuesOf(run, 'flowDistance')[i]).toBeCloseTo(Math.hypot(...apart), 8);
        expect(valuesOf(run, 'flowLoss')[i]).toBeCloseTo(lossOf(there), 8);
        expect(valuesOf(run, 'flowSharpness')[i]).toBeCloseTo(2, 8);
      });
      expect(ending(run)).toEqual([]);
      expect(run.done.costs).toContainEqual(
        expect.objectContaining({ probe: 'gradient flow', measurements: measured.length }),
      );
    },
  );

  test('goes by the sum of the step sizes of a schedule', async () => {
    const schedule = { kind: 'piecewise', values: [0.1, 0.02], at: [7] };
    const run = await collect({ ...descent, optimizer: { kind: 'gd', stepSize: schedule } });
    measured.forEach((step, i) => {
      const time = 0.1 * Math.min(step, 7) + 0.02 * Math.max(0, step - 7);
      expect(valuesOf(run, 'flowLoss')[i]).toBeCloseTo(lossOf(flowAt(time)), 8);
    });
  });

  test('along the hyperbola λ₁ is x² + y², and x² − y² stays', async () => {
    const run = await collect({
      objective: {
        kind: 'expression',
        variables: ['x', 'y'],
        formula: '0.5*(x*y - 1)^2',
        start: [3, 0.5],
      },
      optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.1 },
      steps: 400,
      backend: 'reference',
      measure: { sharpness: { every: 51, tolerance: 1e-9 }, flow: { tolerance: 1e-10 } },
    });
    // It ends on xy = 1, where λ₁ = x² + y² = √((x² − y²)² + 4).
    expect(valuesOf(run, 'flowSharpness').at(-1)).toBeCloseTo(Math.sqrt((9 - 0.25) ** 2 + 4), 6);
    expect(valuesOf(run, 'flowLoss').at(-1)).toBeLessThan(1e-12);
    expect(valuesOf(run, 'sharpness').at(-1)).toBeLessThan(valuesOf(run, 'flowSharpness').at(-1)! - 0.5);
    expect(valuesOf(run, 'flowDistance').at(-1)).toBeGreaterThan(0.1);
  });

  test('of mini-batches is that of all examples', async () => {
    const network = {
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [3], activation: 'tanh' },
        data: { kind: 'chebyshev', degree: 2, points: 8 },
      },
      steps: 12,
      backend: 'reference',
      measure: { sharpness: { every: 6 }, flow: { tolerance: 1e-9 } },
    };
    const whole = await collect({ ...network, optimizer: { kind: 'gd', stepSize: 0.05 } });
    const batches = await collect({ ...network, optimizer: { kind: 'gd', stepSize: 0.05, batch: 2 } });
    expect(valuesOf(batches, 'flowLoss')).toEqual(valuesOf(whole, 'flowLoss'));
    expect(valuesOf(batches, 'flowDistance')[0]).toBe(0);
    expect(valuesOf(batches, 'flowLoss')[0]).toBe(valuesOf(batches, 'fullLoss')[0]);
  });

  test('in float32 starts where the run does', async () => {
    const run = await collect({
      ...descent,
      objective: { ...descent.objective, start: [0.1, -0.3] },
      precision: 'float32',
      measure: { sharpness: { every }, flow: {} },
    });
    expect(valuesOf(run, 'flowDistance')[0]).toBe(0);
    expect(ending(run)).toEqual([]);
  });

  test('changes nothing else, and where it is not asked for there is no program for it', async () => {
    const without = { sharpness: descent.measure.sharpness };
    const bare = await collect({ ...descent, measure: without });
    const beside = await collect(descent);
    for (const [name, points] of bare.series) expect(beside.series.get(name)).toEqual(points);
    expect([...bare.series.keys()].filter((name) => name.startsWith('flow'))).toEqual([]);
    const programs = async (measure: object): Promise<string[]> => {
      const experiment = completed({ version: 1, ...descent, measure });
      return Object.keys(buildPrograms(experiment, await buildObjective(experiment)).module.programs);
    };
    expect((await programs(descent.measure)).filter((name) => name === 'gradient')).toHaveLength(1);
    expect(await programs(without)).not.toContain('gradient');
  });
});

describe('where the flow cannot be followed the run says so and goes on without it', () => {
  test('stiff: at the limit of gradients', async () => {
    const run = await collect({
      ...descent,
      objective: { ...descent.objective, eigenvalues: [400, 0.5] },
      optimizer: { kind: 'gd', stepSize: 0.004 },
      steps: 100,
      measure: { sharpness: { every: 5 }, flow: { evaluations: 200 } },
    });
    expect(run.done).toMatchObject({ status: 'finished', step: 100 });
    expect(ending(run)).toHaveLength(1);
    const [{ step, sentence, values }] = ending(run) as [Collected['events'][0]];
    expect(sentence).toMatch(
      /^The gradient flow ends at time .* of step \d+, and its series with it\. The 200 gradients of measure\.flow\.evaluations were spent, in \d+ steps: it is stiff, with λ₁ = 400 /,
    );
    expect(values?.['evaluations']).toBeLessThanOrEqual(200);
    expect(values?.['time']).toBeLessThan(0.004 * step);
    expect(Math.max(...stepsOf(run, 'flowDistance'))).toBe(step - 5);
    expect(stepsOf(run, 'sharpness').at(-1)).toBe(100);
  });

  test('infinite in finite time: where no step keeps the tolerance', async () => {
    // x' = x² from 1 is 1/(1 − t).
    const run = await collect({
      objective: { kind: 'expression', variables: ['x'], formula: '-(x^3)/3', start: [1] },
      optimizer: { kind: 'gd', stepSize: 0.1 },
      steps: 12,
      backend: 'reference',
      measure: { sharpness: { every: 3 }, flow: {} },
    });
    expect(run.done.status).toBe('finished');
    expect(stepsOf(run, 'flowLoss')).toEqual([0, 3, 6, 9]);
    expect(valuesOf(run, 'flowLoss').at(-1)! / (-(10 ** 3) / 3)).toBeCloseTo(1, 3);
    expect(ending(run)).toMatchObject([{ step: 12 }]);
    expect(ending(run)[0]!.sentence).toContain('Beyond it no step keeps measure.flow.tolerance');
    expect(ending(run)[0]!.values?.['time']).toBeCloseTo(1, 3);
  });

  test('across the kinks of ReLU it is followed with short steps, and its numbers are finite', async () => {
    const run = await collect({
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [6], activation: 'relu' },
        data: { kind: 'chebyshev', degree: 3, points: 8 },
      },
      optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.05 },
      steps: 60,
      backend: 'reference',
      measure: { sharpness: { every: 5, ascent: true }, drift: true, flow: {} },
    });
    expect(run.done.status).toBe('finished');
    expect(ending(run)).toEqual([]);
    expect(stepsOf(run, 'flowLoss')).toHaveLength(13);
    const losses = valuesOf(run, 'flowLoss');
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i]!));
  });
});
