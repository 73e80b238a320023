import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import type { Run } from '../../../app/run/run.ts';
import { usualPatience } from '../../../main/lab/active-run.ts';
import { forkEngine } from '../../../main/lab/engine-process.ts';
import type { EngineProcess } from '../../../main/lab/engine-process.ts';
import { LocalLab } from '../../../main/lab/lab.ts';
import type { LabOptions } from '../../../main/lab/lab.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from './experiments.ts';

const fork = forkEngine(join(import.meta.dirname, 'fake-engine.ts'));

let folder: string;
let store: Store;
let lab: LocalLab;
/** Engine processes that were started and have not been seen to exit. */
let engines: Set<EngineProcess>;

function openLab(options: Partial<LabOptions> = {}): LocalLab {
  return new LocalLab({
    store,
    startEngine: (listener) => {
      const engine: EngineProcess = fork({
        message: (message) => listener.message(message),
        exit: (exit) => {
          engines.delete(engine);
          listener.exit(exit);
        },
      });
      engines.add(engine);
      return engine;
    },
    ...options,
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-lab-'));
  store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  engines = new Set();
  lab = openLab();
});

afterEach(async () => {
  await lab.close();
  expect(engines.size).toBe(0);
  store.close();
  await rm(folder, { recursive: true });
});

async function start(...scripts: string[]): Promise<string[]> {
  return [...(await lab.call('runs.start', { experiments: scripts.map(scripted) })).ids];
}

/** The run once it satisfies a condition; told by the lab's events. */
function until(id: string, condition: (run: Run) => boolean, from: LocalLab = lab): Promise<Run> {
  return new Promise((resolve) => {
    const see = (run: Run | null): void => {
      if (!run || run.id !== id || !condition(run)) return;
      unsubscribe();
      resolve(run);
    };
    const unsubscribe = from.subscribe((event) => see(event.type === 'run' ? event.run : null));
    see(store.getRun(id));
  });
}

const has = (status: Run['status']) => (run: Run) => run.status === status;

describe('a run', () => {
  it('is queued, computed, stored and told', async () => {
    const events: LabEvent[] = [];
    lab.subscribe((event) => events.push(event));
    const [id = ''] = await start('arrays points spike points checkpoint finish');
    const run = await until(id, has('finished'));
    expect(run).toMatchObject({ step: 20, seconds: 0.2, execution: { reason: 'scripted' }, problem: null });
    expect(run.summary?.finalLoss).toBe(1 / 20);
    expect([run.startedAt, run.endedAt]).not.toContain(null);
    const [window] = await lab.call('series.read', { series: [{ id, name: 'loss' }], from: 5 });
    expect(window?.value).toEqual(Float64Array.from({ length: 15 }, (_, i) => 1 / (6 + i)));
    expect(await lab.call('runs.events', { id })).toMatchObject([{ kind: 'spike' }]);
    expect((await lab.call('runs.get', { id })).series).toEqual([{ name: 'loss', points: 20 }]);
    const told = events.flatMap((event) => (event.type === 'run' ? [event.run.status] : []));
    expect(told[0]).toBe('queued');
    expect(told.at(-1)).toBe('finished');
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'points', id, step: 20 }));
  });

  it('waits for its turn', async () => {
    await lab.close();
    lab = openLab({ engines: 1 });
    const [first = '', second = '', third = ''] = await start('points', 'finish', 'finish');
    await until(first, has('running'));
    expect([store.getRun(second)?.status, store.getRun(third)?.status]).toEqual(['queued', 'queued']);
    expect(engines.size).toBe(1);
    await lab.call('runs.stop', { ids: [first] });
    await until(third, has('finished'));
    const [began, ended] = [store.getRun(third)?.startedAt, store.getRun(second)?.endedAt];
    expect(Date.parse(began ?? '')).toBeGreaterThanOrEqual(Date.parse(ended ?? ''));
  });

  it('gives its place to the next while it is paused, also before it has begun', async () => {
    await lab.close();
    lab = openLab({ engines: 1 });
    const [first = '', held = '', third = ''] = await start('points', 'finish', 'finish');
    await until(first, has('running'));
    await lab.call('runs.pause', { ids: [held] });
    await lab.call('runs.pause', { ids: [first] });
    await until(third, has('finished'));
    expect([store.getRun(first)?.status, store.getRun(held)?.status]).toEqual(['paused', 'paused']);
    await lab.call('runs.resume', { ids: [held, first] });
    await until(first, has('running'));
    await lab.call('runs.stop', { ids: [first] });
    await until(held, has('finished'));
  });

  it('is stepped while it is paused', async () => {
    const [id = ''] = await start('points');
    await until(id, has('running'));
    await expect(lab.call('runs.step', { id, count: 3 })).rejects.toMatchObject({
      problems: [{ code: 'not-paused' }],
    });
    await lab.call('runs.pause', { ids: [id] });
    await until(id, has('paused'));
    await lab.call('runs.step', { id, count: 3 });
    await until(id, (run) => run.step === 13 && run.status === 'paused');
  });

  it('goes on from its checkpoint after a stop', async () => {
    const [id = ''] = await start('points checkpoint points');
    await until(id, ({ step }) => step === 20);
    await lab.call('runs.stop', { ids: [id] });
    await until(id, has('stopped'));
    await lab.call('runs.resume', { ids: [id] });
    await until(id, ({ step, status }) => status === 'running' && step === 40);
    const [window] = await lab.call('series.read', { series: [{ id, name: 'loss' }] });
    expect(window?.step).toEqual(Float64Array.from({ length: 40 }, (_, i) => i));
    expect(store.getRun(id)?.problem).toBeNull();
  });

  it('goes on by what it was begun by; without a checkpoint that is chosen anew', async () => {
    const [kept = '', bare = ''] = await start('points checkpoint abort', 'points abort');
    for (const id of [kept, bare]) await until(id, has('failed'));
    await lab.call('runs.resume', { ids: [kept, bare] });
    expect((await until(kept, (run) => run.step === 20)).execution?.reason).toBe('as scripted');
    expect((await until(bare, (run) => run.step === 10)).execution?.reason).toBe('scripted');
  });

  it('that has finished cannot be resumed, paused or stepped, and a stop leaves it as it is', async () => {
    const [id = ''] = await start('finish');
    await until(id, has('finished'));
    const refused = {
      code: expect.stringMatching(/^not-/) as string,
      message: expect.stringContaining(id) as string,
    };
    for (const method of ['runs.resume', 'runs.pause'] as const)
      await expect(lab.call(method, { ids: [id] })).rejects.toMatchObject({ problems: [refused] });
    await lab.call('runs.stop', { ids: [id] });
    expect(store.getRun(id)?.status).toBe('finished');
  });

  it('is deleted and restored, an active one stopped first', async () => {
    const [done = '', going = ''] = await start('finish', 'points');
    await until(done, has('finished'));
    await until(going, has('running'));
    const removed = new Promise((resolve) => {
      lab.subscribe((event) => event.type === 'removed' && resolve(event.ids));
    });
    await lab.call('runs.delete', { ids: [done, going] });
    expect(await removed).toEqual([done, going]);
    expect(engines.size).toBe(0);
    expect(await lab.call('runs.list', {})).toEqual([]);
    await expect(lab.call('runs.get', { id: going })).rejects.toMatchObject({
      problems: [{ code: 'unknown-run' }],
    });
    await lab.call('runs.restore', { ids: [going] });
    expect(await lab.call('runs.list', {})).toMatchObject([{ id: going, status: 'stopped', step: 10 }]);
  });

  it('is annotated', async () => {
    const [id = ''] = await start('finish');
    await until(id, has('finished'));
    await lab.call('runs.annotate', { id, tags: ['good'], pinned: true });
    expect(await lab.call('runs.annotate', { id, name: 'Bounce' })).toMatchObject({
      name: 'Bounce',
      tags: ['good'],
      pinned: true,
      note: '',
    });
  });
});

describe('a run that is compiled', () => {
  const compiling = ({ phase }: Run) => phase?.kind === 'compiling';

  it('is running, and in a phase', async () => {
    const [id = ''] = await start('compile');
    expect(await until(id, compiling)).toMatchObject({
      status: 'running',
      phase: { kind: 'compiling', what: 'xla', since: '2026-01-31T12:00:00.000Z' },
      execution: null,
    });
  });

  it('is paused, resumed and stopped at once by an engine that hears nothing, and nothing is lost', async () => {
    const [id = ''] = await start('compile block');
    await until(id, compiling);
    for (const [method, status] of [
      ['runs.pause', 'paused'],
      ['runs.resume', 'running'],
      ['runs.pause', 'paused'],
    ] as const) {
      await lab.call(method, { ids: [id] });
      expect(store.getRun(id)).toMatchObject({ status, phase: { kind: 'compiling' } });
    }
    await lab.call('runs.step', { id, count: 1 });
    expect(store.getRun(id)?.status).toBe('running');
    await lab.call('runs.stop', { ids: [id] });
    expect(store.getRun(id)).toMatchObject({ status: 'stopped', phase: null, problem: null, step: 0 });
    await vi.waitFor(() => expect(engines.size).toBe(0));
    await lab.call('runs.resume', { ids: [id] });
    await until(id, compiling);
  });

  it('gives its place to the next while it is paused', async () => {
    await lab.close();
    lab = openLab({ engines: 1 });
    const [first = '', second = ''] = await start('compile block', 'finish');
    await until(first, compiling);
    await lab.call('runs.pause', { ids: [first] });
    await until(second, has('finished'));
  });

  it('stays before its first step once it is compiled, if it was paused meanwhile', async () => {
    const [id = ''] = await start('compile');
    await until(id, compiling);
    const seen: unknown[] = [];
    lab.subscribe((event) => event.type === 'run' && seen.push(event.run.status));
    await lab.call('runs.pause', { ids: [id] });
    const ready = await until(id, ({ execution }) => execution !== null);
    expect(ready).toMatchObject({ status: 'paused', phase: null, step: 0 });
    expect(new Set(seen)).toEqual(new Set(['paused']));
    await lab.call('runs.step', { id, count: 2 });
    await until(id, ({ status, step }) => status === 'paused' && step === 2);
  });

  it('is interrupted at once when the lab is closed', async () => {
    const [id = ''] = await start('compile block');
    await until(id, compiling);
    await lab.close();
    expect(engines.size).toBe(0);
    expect(store.getRun(id)).toMatchObject({ status: 'interrupted', phase: null });
  });
});

describe('a step that takes long', () => {
  it('is waited for, and what it is waited with is shown', async () => {
    await lab.close();
    lab = openLab({ patience: { ...usualPatience, stop: 200 } });
    const [id = ''] = await start('points block');
    await until(id, ({ step }) => step === 10);
    await lab.call('runs.pause', { ids: [id] });
    expect(store.getRun(id)).toMatchObject({ status: 'running', phase: { kind: 'pausing' } });
    // Called off before it came about: the engine will not say a word of it.
    await lab.call('runs.resume', { ids: [id] });
    expect(store.getRun(id)).toMatchObject({ status: 'running', phase: null });
    await lab.call('runs.stop', { ids: [id] });
    expect(store.getRun(id)).toMatchObject({ status: 'running', phase: { kind: 'stopping' } });
    expect((await until(id, has('stopped'))).phase).toBeNull();
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
    const [bad = '', good = ''] = await start(script, 'points finish');
    const run = await until(bad, has('failed'));
    expect(run.problem).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(run).toMatchObject({ step: 10, summary: { finalLoss: 1 / 10 } });
    await until(good, has('finished'));
  });

  it('cannot even be started', async () => {
    await lab.close();
    lab = openLab({ startEngine: forkEngine(join(folder, 'no-engine.ts')) });
    const [id = ''] = await start('finish');
    expect((await until(id, has('failed'))).problem?.message).toMatch(/ended with code 1 [^]*no-engine/);
  });

  it('leaves a run that goes on from its checkpoint, dropping what came after', async () => {
    const [id = ''] = await start('points checkpoint points abort');
    expect(await until(id, has('failed'))).toMatchObject({ step: 20 });
    await lab.call('runs.resume', { ids: [id] });
    // The second engine begins at 10: had the points up to 20 stayed, it would end at 40.
    expect(await until(id, (run) => run.status === 'failed' && run.step === 30)).toMatchObject({ step: 30 });
  });

  it('is ended when it is silent, and when it does not stop', async () => {
    await lab.close();
    lab = openLab({ patience: { ...usualPatience, silence: 200 }, engines: 2 });
    const [hung = ''] = await start('points block');
    expect((await until(hung, has('failed'))).problem).toMatchObject({
      code: 'engine-silent',
      message: expect.stringContaining('silent for 0.2 seconds') as string,
    });
    await lab.close();
    lab = openLab({ patience: { ...usualPatience, stop: 200 } });
    const [deaf = ''] = await start('points block');
    await until(deaf, ({ step }) => step === 10);
    await lab.call('runs.stop', { ids: [deaf] });
    expect((await until(deaf, has('stopped'))).problem?.code).toBe('engine-silent');
  });

  it('is ended when it lingers after its run', async () => {
    await lab.close();
    lab = openLab({ patience: { ...usualPatience, stop: 200 } });
    const [id = ''] = await start('linger');
    await until(id, has('finished'));
    await vi.waitFor(() => expect(engines.size).toBe(0));
  });
});

describe('closing', () => {
  it('keeps a checkpoint of what goes on, leaves no process, and another lab resumes it', async () => {
    await lab.close();
    lab = openLab({ engines: 1 });
    const [going = '', queued = ''] = await start('points', 'points finish');
    await until(going, ({ step }) => step === 10);
    await lab.close();
    expect(engines.size).toBe(0);
    expect(store.getRun(going)).toMatchObject({ status: 'interrupted', step: 10 });
    expect(store.getRun(queued)).toMatchObject({ status: 'interrupted', step: 0 });
    lab = openLab();
    await lab.call('runs.resume', { ids: [going, queued] });
    await until(going, ({ step }) => step === 20);
    await until(queued, has('finished'));
  });

  it('can be done at once', async () => {
    const [id = ''] = await start('points block');
    await until(id, ({ step }) => step === 10);
    lab.kill();
    await vi.waitFor(() => expect(engines.size).toBe(0));
    expect(store.getRun(id)?.status).toBe('stopped');
  });
});

describe('two labs on one store', () => {
  it('see each other’s runs, and change their own only', async () => {
    const second = Store.open(store.file, { appVersion: '0.0.0' });
    const other = openLab({ store: second });
    try {
      const seen = new Set<string>();
      other.subscribe((event) => event.type === 'run' && seen.add(`${event.run.name} ${event.run.status}`));
      const [id = ''] = await start('points');
      await until(id, has('running'));
      await vi.waitFor(() => expect(seen).toContain('points running'), 30_000);
      for (const method of ['runs.stop', 'runs.resume', 'runs.pause', 'runs.delete'] as const)
        await expect(other.call(method, { ids: [id] })).rejects.toMatchObject({
          problems: [{ code: 'owned-elsewhere' }],
        });
      await lab.call('runs.stop', { ids: [id] });
      await vi.waitFor(() => expect(seen).toContain('points stopped'), 30_000);
      await other.call('runs.resume', { ids: [id] });
      await until(id, ({ step }) => step === 20, other);
    } finally {
      await other.close();
      second.close();
    }
  });
});

describe('experiments', () => {
  it('are refused together, each problem at its place, and none is run', async () => {
    const experiments = [scripted('finish'), { ...scripted('finish'), steps: 0 }, 7];
    await expect(lab.call('runs.start', { experiments })).rejects.toMatchObject({
      problems: [{ place: 'experiments[1].steps' }, { place: 'experiments[2]' }],
    });
    expect(await lab.call('runs.list', {})).toEqual([]);
  });
});
