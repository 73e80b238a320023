import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { ownCache, remember, taskOf } from '../main/engine/choose/task.ts';
import { describeTensorflow } from '../main/engine/execute/engines.ts';
import { RealLab } from './real-lab.ts';

/** The lab with its real engines, while they try and compile: then they are deaf for seconds. */

const on = RealLab.forEachTest();

const experiment = {
  version: 1,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6] },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  },
  optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.05 },
  steps: 1_000_000_000,
  backend: 'tensorflow',
};

/** This process's engines, and what they started. */
async function processes(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,args=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const alive = rows.filter(([, , state = 'Z']) => !state.startsWith('Z'));
  const engines = alive.filter(
    ([, parent, , ...args]) => Number(parent) === process.pid && args.join(' ').includes('engine'),
  );
  const pids = new Set(engines.map(([pid]) => pid));
  return [...engines, ...alive.filter(([, parent]) => pids.has(parent))].map((row) => row.slice(3).join(' '));
}

describeTensorflow('with TensorFlow', () => {
  it('a run is stopped at once while XLA is tried, and no process is left', async () => {
    ownCache();
    const id = await on.start(experiment);
    const choosing = await on.until(id, ({ phase }) => phase?.what === 'measuring tensorflow xla');
    expect(choosing).toMatchObject({ status: 'running', phase: { kind: 'choosing' }, execution: null });
    await vi.waitFor(async () => expect((await processes()).join('\n')).toMatch(/choose.trial/), 30_000);
    await on.lab.call('runs.stop', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'stopped', phase: null, problem: null, step: 0 });
    await vi.waitFor(async () => expect(await processes()).toEqual([]), 30_000);
  });

  it('a run that is paused while XLA compiles stays before its first step, and goes on by the same', async () => {
    ownCache();
    remember(await taskOf(experiment), {
      'tensorflow plain': { microsecondsPerStep: 100 },
      'tensorflow xla': {},
    });
    const id = await on.start(experiment);
    await on.until(id, ({ phase }) => phase?.what === 'tensorflow xla');
    await on.lab.call('runs.pause', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'paused', phase: { kind: 'compiling' } });
    const compiled = await on.until(id, ({ execution }) => execution !== null);
    expect(compiled).toMatchObject({
      status: 'paused',
      step: 0,
      execution: { backend: 'tensorflow', mode: 'xla' },
    });
    await on.lab.call('runs.step', { id, count: 3 });
    await on.until(id, ({ status, step }) => status === 'paused' && step === 3);
    await on.lab.call('runs.stop', { ids: [id] });
    const stopped = await on.until(id, ({ status }) => status === 'stopped');

    await on.lab.call('runs.resume', { ids: [id] });
    const resumed = await on.until(id, ({ step }) => step > stopped.step);
    expect(resumed.execution).toEqual(stopped.execution);
    await on.lab.call('runs.stop', { ids: [id] });
    await on.until(id, ({ status }) => status === 'stopped');
  });
});
