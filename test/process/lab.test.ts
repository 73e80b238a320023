import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { RealLab } from './real-lab.ts';

/** The lab with its real engines. */

const on = RealLab.forEachTest();

const experiment = {
  version: 1,
  seed: 5,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6] },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  },
  optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.05 },
  steps: 80_000, // some seconds: a run that is to be stopped on its way must not have ended before
  noise: 1e-4,
  backend: 'reference',
  measure: { sharpness: { every: 201, count: 2 } },
};

/** Everything that was computed, as numbers: all that is recorded but the time it took. */
async function series(id: string): Promise<Record<string, { step: Float64Array; value: Float64Array }>> {
  const { series } = await on.lab.call('runs.get', { id });
  const computed = series.filter(({ name }) => name !== 'seconds');
  const read = await on.lab.call('series.read', { series: computed.map(({ name }) => ({ id, name })) });
  return Object.fromEntries(read.map(({ name, step, value }) => [name, { step, value }]));
}

async function killEngines(): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  for (const line of stdout.split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (pid && parent === process.pid && line.includes('engine/main')) process.kill(pid, 'SIGKILL');
  }
}

it('computes the same bit for bit when it is stopped, paused, stepped and killed on the way', async () => {
  const whole = await on.start(experiment);
  await on.until(whole, ({ status }) => status === 'finished');

  const broken = await on.start(experiment);
  await on.until(broken, ({ step }) => step > 500);
  await on.lab.call('runs.stop', { ids: [broken] });
  const stopped = await on.until(broken, ({ status }) => status === 'stopped');
  expect(stopped.step).toBeLessThan(experiment.steps);

  await on.lab.call('runs.resume', { ids: [broken] });
  await on.until(broken, ({ step }) => step > stopped.step + 500);
  await on.lab.call('runs.pause', { ids: [broken] });
  const paused = await on.until(broken, ({ status }) => status === 'paused');
  await on.lab.call('runs.step', { id: broken, count: 7 });
  await on.until(broken, ({ status, step }) => status === 'paused' && step === paused.step + 7);
  await on.lab.call('runs.resume', { ids: [broken] });
  await on.until(broken, ({ step }) => step > paused.step + 507);
  await killEngines();
  const failed = await on.until(broken, ({ status }) => status === 'failed');
  expect(failed.problem).toMatchObject({
    code: 'engine-exit',
    message: expect.stringContaining('SIGKILL') as string,
  });

  await on.lab.call('runs.resume', { ids: [broken] });
  await on.until(broken, ({ status }) => status === 'finished');
  expect(await series(broken)).toEqual(await series(whole));
  const { summary } = await on.lab.call('runs.get', { id: broken });
  expect(summary).toEqual(on.store.getRun(whole)?.summary);
});
