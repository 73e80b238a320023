import { expect, test } from 'vitest';
import { backends } from '../execute/engines.ts';
import { collect, stepsOf, valuesOf } from '../run/collect.ts';
import { plainRun } from './plain-run.ts';
import { allExamples, network, networkLoss, parameters, quadratic } from './tasks.ts';

const steps = 24;

// The schedules again, each value worked out by hand where it is not a straight line.
const warmUp = (t: number) => Math.min(1, t / 6) * 0.1;
const changed = (t: number) => (t < 10 ? 0 : t < 15 ? 0.2 : 0.05);
const falling = (t: number) => {
  if (t < 4) return (0.12 * t) / 4;
  if (t >= 20) return 0.04;
  return 0.08 + 0.04 * Math.cos((Math.PI * (t - 4)) / 16);
};
const written = {
  warmUp: { kind: 'warm-up', to: 0.1, steps: 6 },
  changed: { kind: 'piecewise', values: [0, 0.2, 0.05], at: [10, 15] },
  falling: { kind: 'cosine', from: 0.12, to: 0.04, steps: 20, warmUp: 4 },
};

const cases = [
  { optimizer: { kind: 'gd', stepSize: written.warmUp }, eta: warmUp, rho: () => 0 },
  { optimizer: { kind: 'sam', stepSize: written.falling, radius: 0.1 }, eta: falling, rho: () => 0.1 },
  { optimizer: { kind: 'sam', stepSize: 0.1, radius: written.changed }, eta: () => 0.1, rho: changed },
  {
    optimizer: { kind: 'asam', stepSize: written.falling, radius: written.changed, momentum: 0.5 },
    eta: falling,
    rho: changed,
  },
  {
    optimizer: { kind: 'n-step-sam', stepSize: 0.1, radius: written.changed, ascentSteps: 2 },
    eta: () => 0.1,
    rho: changed,
  },
  {
    optimizer: { kind: 'm-sam', stepSize: written.warmUp, radius: written.changed, shard: 6 },
    eta: warmUp,
    rho: changed,
  },
];

test.each(backends.flatMap((backend) => cases.map((one) => ({ ...one, backend }))))(
  'every step has the value of its schedule: $optimizer.kind ($backend)',
  async ({ optimizer, eta, rho, backend }) => {
    const file = { ...network, optimizer, steps, backend, measure: { sharpness: { every: 5 } } };
    const run = await collect(file);
    const plain = plainRun(
      (t) => ({ ...optimizer, stepSize: eta(t), radius: rho(t) }),
      networkLoss(run),
      parameters(run, 'start'),
      steps,
      { epsilon: 1e-12, examples: () => allExamples },
    );
    const close = (values: readonly number[], expected: readonly number[]): void =>
      values.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-12));
    close(valuesOf(run, 'loss'), plain.loss);
    close(parameters(run, 'final'), plain.w.at(-1)!);
    const all = Array.from({ length: steps + 1 }, (_, t) => t);
    for (const [name, setting, value] of [
      ['stepSize', optimizer.stepSize, eta],
      ['radius', 'radius' in optimizer ? optimizer.radius : 0, rho],
    ] as const) {
      expect(stepsOf(run, name)).toEqual(typeof setting === 'number' ? [] : all);
      if (typeof setting !== 'number') close(valuesOf(run, name), all.map(value));
    }
    const stepped = await collect(file, (message, control) => {
      if (message.type === 'arrays' && message.arrays[0]!.name.startsWith('start/')) control.step(1);
      if (message.type === 'paused') setImmediate(() => control.step(message.step % 3 === 0 ? 4 : 1));
    });
    expect(stepped.series).toEqual(run.series);
  },
);

test.each(backends)(
  'edge, gauge and cycle amplitude are of the settings of their step (%s)',
  async (backend) => {
    const run = await collect({
      objective: quadratic.objective,
      optimizer: { kind: 'sam', stepSize: written.falling, radius: written.changed },
      steps,
      backend,
      measure: { sharpness: { every: 3, tolerance: 1e-10 } },
    });
    const norm = run.series.get('gradientNorm')!;
    const measured = stepsOf(run, 'sharpness');
    expect(measured).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(stepsOf(run, 'edge')).toEqual(measured.slice(1)); // at step 0 η is 0 and nothing moves
    for (const t of measured.slice(1)) {
      const [eta, rho, lambda] = [falling(t), changed(t), 3];
      const root = Math.sqrt(1 + (8 * rho) / (eta * norm.get(t)!));
      expect(run.series.get('edge')!.get(t)! / (4 / (eta * (1 + root)))).toBeCloseTo(1, 12);
      const gauge = ((eta * lambda) / 2) * (1 + (rho * lambda) / norm.get(t)!);
      expect(run.series.get('gauge')!.get(t)! / gauge).toBeCloseTo(1, 9);
      const amplitude = (eta * rho * lambda) / (2 - eta * lambda);
      expect(run.series.get('cycleAmplitude')!.get(t)).toBeCloseTo(amplitude, 9);
    }
  },
);

test('in mini-batches a scheduled radius is that of its step too, also at the start', async () => {
  const optimizer = { kind: 'sam', stepSize: 0.1, radius: written.warmUp, batch: 5 };
  const run = await collect({ ...network, optimizer, steps, measure: { sharpness: { every: 5 } } });
  expect(run.done.status).toBe('finished');
  expect(valuesOf(run, 'radius')).toHaveLength(steps + 1);
  expect(stepsOf(run, 'fullLoss')).toEqual([0, 5, 10, 15, 20, 24]);
});
