import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../app/run/run.ts';
import { usualPatience } from '../../../main/lab/active-run.ts';
import { forkEngine } from '../../../main/lab/engine-process.ts';
import { has, ScriptedLab } from './scripted-lab.ts';

const on = ScriptedLab.forEachTest();

describe('a run that is compiled', () => {
  const compiling = ({ phase }: Run) => phase?.kind === 'compiling';

  it('is running, and in a phase', async () => {
    const [id = ''] = await on.start('compile');
    expect(await on.until(id, compiling)).toMatchObject({
      status: 'running',
      phase: { kind: 'compiling', what: 'xla', since: '2026-01-31T12:00:00.000Z' },
      execution: null,
    });
  });

  it('is paused, resumed and stopped at once by an engine that hears nothing, and nothing is lost', async () => {
    const [id = ''] = await on.start('compile block');
    await on.until(id, compiling);
    for (const [method, status] of [
      ['runs.pause', 'paused'],
      ['runs.resume', 'running'],
      ['runs.pause', 'paused'],
    ] as const) {
      await on.lab.call(method, { ids: [id] });
      expect(on.store.getRun(id)).toMatchObject({ status, phase: { kind: 'compiling' } });
    }
    await on.lab.call('runs.step', { id, count: 1 });
    expect(on.store.getRun(id)?.status).toBe('running');
    await on.lab.call('runs.stop', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'stopped', phase: null, problem: null, step: 0 });
    await vi.waitFor(() => expect(on.engines.size).toBe(0));
    await on.lab.call('runs.resume', { ids: [id] });
    await on.until(id, compiling);
  });

  it('gives its place to the next while it is paused', async () => {
    await on.reopen({ engines: 1 });
    const [first = '', second = ''] = await on.start('compile block', 'finish');
    await on.until(first, compiling);
    await on.lab.call('runs.pause', { ids: [first] });
    await on.until(second, has('finished'));
  });

  it('stays before its first step once it is compiled, if it was paused meanwhile', async () => {
    const [id = ''] = await on.start('compile');
    await on.until(id, compiling);
    const seen: unknown[] = [];
    on.lab.subscribe((event) => event.type === 'run' && seen.push(event.run.status));
    await on.lab.call('runs.pause', { ids: [id] });
    const ready = await on.until(id, ({ execution }) => execution !== null);
    expect(ready).toMatchObject({ status: 'paused', phase: null, step: 0 });
    expect(new Set(seen)).toEqual(new Set(['paused']));
    await on.lab.call('runs.step', { id, count: 2 });
    await on.until(id, ({ status, step }) => status === 'paused' && step === 2);
  });

  it('is interrupted at once when the lab is closed', async () => {
    const [id = ''] = await on.start('compile block');
    await on.until(id, compiling);
    await on.lab.close();
    expect(on.engines.size).toBe(0);
    expect(on.store.getRun(id)).toMatchObject({ status: 'interrupted', phase: null });
  });
});

describe('a step that takes long', () => {
  it('is waited for, and what it is waited with is shown', async () => {
    await on.reopen({ patience: { ...usualPatience, stop: 200 } });
    const [id = ''] = await on.start('points block');
    await on.until(id, ({ step }) => step === 10);
    await on.lab.call('runs.pause', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'running', phase: { kind: 'pausing' } });
    // Called off before it came about: the engine will not say a word of it.
    await on.lab.call('runs.resume', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'running', phase: null });
    await on.lab.call('runs.stop', { ids: [id] });
    expect(on.store.getRun(id)).toMatchObject({ status: 'running', phase: { kind: 'stopping' } });
    expect((await on.until(id, has('stopped'))).phase).toBeNull();
  });
});

describe('an engine that fails', () => {
  it.each([
    ['says what is wrong', 'points fail', 'no-such-operation', /There is no operation erf/],
    ['crashes', 'points crash', 'engine-exit', /ended with code 3 [^]*onnxruntime: out of luck/],
    ['is killed', 'points abort', 'engine-exit', /ended by SIGKILL/],
    ['says what nobody understands', 'points babble', 'internal', /poem/],
    ['says what cannot be stored', 'points garbage', 'internal', /could not be kept/],
  ])('fails its run alone when it %s', async (_, script, code, message) => {
    const [bad = '', good = ''] = await on.start(script, 'points finish');
    const run = await on.until(bad, has('failed'));
    expect(run.problem).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(run).toMatchObject({ step: 10, summary: { finalLoss: 1 / 10 } });
    await on.until(good, has('finished'));
  });

  it('cannot even be started', async () => {
    await on.reopen({ startEngine: forkEngine(join(on.folder, 'no-engine.ts')) });
    const [id = ''] = await on.start('finish');
    expect((await on.until(id, has('failed'))).problem?.message).toMatch(/ended with code 1 [^]*no-engine/);
  });

  it('leaves a run that goes on from its checkpoint, dropping what came after', async () => {
    const [id = ''] = await on.start('points checkpoint points abort');
    expect(await on.until(id, has('failed'))).toMatchObject({ step: 20 });
    await on.lab.call('runs.resume', { ids: [id] });
    // The second engine begins at 10: had the points up to 20 stayed, it would end at 40.
    expect(await on.until(id, (run) => run.status === 'failed' && run.step === 30)).toMatchObject({
      step: 30,
    });
  });

  it('is ended when it is silent, and when it does not stop', async () => {
    await on.reopen({ patience: { ...usualPatience, silence: 200 }, engines: 2 });
    const [hung = ''] = await on.start('points block');
    expect((await on.until(hung, has('failed'))).problem).toMatchObject({
      code: 'engine-silent',
      message: expect.stringContaining('silent for 0.2 seconds') as string,
    });
    await on.reopen({ patience: { ...usualPatience, stop: 200 } });
    const [deaf = ''] = await on.start('points block');
    await on.until(deaf, ({ step }) => step === 10);
    await on.lab.call('runs.stop', { ids: [deaf] });
    expect((await on.until(deaf, has('stopped'))).problem?.code).toBe('engine-silent');
  });

  it('is ended when it lingers after its run', async () => {
    await on.reopen({ patience: { ...usualPatience, stop: 200 } });
    const [id = ''] = await on.start('linger');
    await on.until(id, has('finished'));
    await vi.waitFor(() => expect(on.engines.size).toBe(0));
  });
});
