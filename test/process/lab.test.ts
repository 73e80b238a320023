import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Run } from '../../app/run/run.ts';
import { LocalLab } from '../../main/lab/lab.ts';
import { Store } from '../../main/store/store.ts';

/** The lab with its real engines. */

let folder: string;
let store: Store;
let lab: LocalLab;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-engines-'));
  store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  lab = new LocalLab({ store });
});
afterEach(async () => {
  await lab.close();
  store.close();
  await rm(folder, { recursive: true });
});

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

async function start(): Promise<string> {
  const { ids } = await lab.call('runs.start', { experiments: [experiment] });
  return ids[0] ?? '';
}

function until(id: string, condition: (run: Run) => boolean): Promise<Run> {
  return new Promise((resolve) => {
    const see = (run: Run | null): void => {
      if (run?.id !== id || !condition(run)) return;
      unsubscribe();
      resolve(run);
    };
    const unsubscribe = lab.subscribe((event) => event.type === 'run' && see(event.run));
    see(store.getRun(id));
  });
}

/** Everything recorded, as numbers. */
async function series(id: string): Promise<Record<string, { step: Float64Array; value: Float64Array }>> {
  const { series } = await lab.call('runs.get', { id });
  const read = await lab.call('series.read', { series: series.map(({ name }) => ({ id, name })) });
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
  const whole = await start();
  await until(whole, ({ status }) => status === 'finished');

  const broken = await start();
  await until(broken, ({ step }) => step > 500);
  await lab.call('runs.stop', { ids: [broken] });
  const stopped = await until(broken, ({ status }) => status === 'stopped');
  expect(stopped.step).toBeLessThan(experiment.steps);

  await lab.call('runs.resume', { ids: [broken] });
  await until(broken, ({ step }) => step > stopped.step + 500);
  await lab.call('runs.pause', { ids: [broken] });
  const paused = await until(broken, ({ status }) => status === 'paused');
  await lab.call('runs.step', { id: broken, count: 7 });
  await until(broken, ({ status, step }) => status === 'paused' && step === paused.step + 7);
  await lab.call('runs.resume', { ids: [broken] });
  await until(broken, ({ step }) => step > paused.step + 507);
  await killEngines();
  const failed = await until(broken, ({ status }) => status === 'failed');
  expect(failed.problem).toMatchObject({
    code: 'engine-exit',
    message: expect.stringContaining('SIGKILL') as string,
  });

  await lab.call('runs.resume', { ids: [broken] });
  await until(broken, ({ status }) => status === 'finished');
  expect(await series(broken)).toEqual(await series(whole));
  const { summary } = await lab.call('runs.get', { id: broken });
  expect(summary).toEqual(store.getRun(whole)?.summary);
});
