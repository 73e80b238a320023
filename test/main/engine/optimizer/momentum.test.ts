import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../../app/run/checkpoint.ts';
import { backends } from '../execute/engines.ts';
import { collect, valuesOf, type Collected } from '../run/collect.ts';
import { network } from './tasks.ts';

const file = {
  ...network,
  optimizer: {
    kind: 'sam',
    stepSize: { kind: 'cosine', from: 0.2, to: 0.02, steps: 30, warmUp: 5 },
    radius: { kind: 'piecewise', values: [0, 0.1], at: [9] },
    momentum: 0.8,
  },
  steps: 40,
  noise: 1e-4,
  measure: { sharpness: { every: 7, tolerance: 1e-6 } },
};

/** Stops a run before a step. */
async function stoppedAt(step: number, experiment: Record<string, unknown>): Promise<Collected> {
  return collect(experiment, (message, control) => {
    if (message.type === 'arrays' && message.arrays[0]!.name.startsWith('start/')) control.step(step);
    if (message.type === 'paused') control.stop();
  });
}

test.each(backends)(
  'a run with momentum, schedules, noise and batches goes on from its checkpoint bit for bit (%s)',
  async (backend) => {
    for (const change of [{}, { nesterov: true, batch: 6 }]) {
      const experiment = { ...file, backend, optimizer: { ...file.optimizer, ...change } };
      const whole = await collect(experiment);
      const stopped = await stoppedAt(17, experiment);
      expect(stopped.done).toMatchObject({ status: 'stopped', step: 17 });
      const checkpoint = stopped.checkpoints.at(-1)!;
      const velocity = checkpoint.arrays.find(({ name }) => name === 'velocity');
      expect(velocity?.values.some((value) => value !== 0)).toBe(true);
      const from = { checkpoint, into: stopped.series, begun: stopped.execution };
      const rest = await collect(experiment, undefined, from);
      for (const [name, points] of whole.series)
        expect([...rest.series.get(name)!].sort(([a], [b]) => a - b)).toEqual([...points]);
      for (const [name, { values }] of whole.arrays)
        if (name.startsWith('final/')) expect(rest.arrays.get(name)!.values).toEqual(values);
    }
  },
);

test('a checkpoint has a velocity where there is momentum, and is refused without one', async () => {
  const plain = { ...file, backend: 'reference', optimizer: { kind: 'gd', stepSize: 0.1 } };
  const arraysOf = (run: Collected) => run.checkpoints.at(-1)!.arrays.map(({ name }) => name);
  expect(arraysOf(await stoppedAt(5, plain))).not.toContain('velocity');
  const pushed = { ...plain, optimizer: { ...plain.optimizer, momentum: 0.5 } };
  const stopped = await stoppedAt(5, pushed);
  const whole = stopped.checkpoints.at(-1)!;
  const checkpoint: Checkpoint = {
    ...whole,
    arrays: whole.arrays.filter(({ name }) => name !== 'velocity'),
  };
  await expect(
    collect(pushed, undefined, { checkpoint, into: new Map(), begun: stopped.execution }),
  ).rejects.toMatchObject({
    code: 'bad-checkpoint',
    message: 'The checkpoint at step 5 has no velocity.',
  });
});

test.each(backends)('momentum carries a run through a zero gradient (%s)', async (backend) => {
  const objective = { kind: 'expression', variables: ['x'], formula: '0.5*x^2', start: [1] };
  const optimizer = { kind: 'gd', stepSize: 1, momentum: 0.5 };
  const run = await collect({ objective, optimizer, steps: 3, backend });
  // m = 1, ½, −¼: the first step ends at the minimum
  expect(valuesOf(run, 'w.x')).toEqual([1, 0, -0.5, -0.25]);
  expect(run.done).toMatchObject({ status: 'finished', step: 3 });
  const still = await collect({ objective, optimizer: { ...optimizer, momentum: 0 }, steps: 3, backend });
  expect(still.done).toMatchObject({ status: 'converged', step: 1 });
});

test.each(backends)('where a run stops by its rule the velocity stops too (%s)', async (backend) => {
  const objective = { kind: 'quadratic', eigenvalues: [1, 0.5], start: [1, 1], rotate: false };
  const optimizer = { kind: 'gd', stepSize: 0.4, momentum: 0.5 };
  const stop = { gradientNorm: 1e-3 };
  const run = await collect({ objective, optimizer, stop, steps: 500, backend });
  expect(run.done.status).toBe('converged');
  const again = await collect({ objective, optimizer, steps: run.done.step, backend });
  expect(run.arrays.get('final/w')!.values).toEqual(again.arrays.get('final/w')!.values);
});
