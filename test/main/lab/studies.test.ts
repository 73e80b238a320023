import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import { answer } from '../../../main/lab/answer.ts';
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
/** Engine processes that were started, and those of them that have not been seen to exit. */
let started: number;
let engines: Set<EngineProcess>;

function openLab(options: Partial<LabOptions> = {}): LocalLab {
  return new LocalLab({
    store,
    startEngine: (listener) => {
      started++;
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
  folder = await mkdtemp(join(tmpdir(), 'ravine-studies-'));
  store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  [started, engines] = [0, new Set()];
  lab = openLab();
});

afterEach(async () => {
  await lab.close();
  expect(engines.size).toBe(0);
  store.close();
  await rm(folder, { recursive: true });
});

/** A run that ended at step 10 and keeps its parameters of steps 0 and 10; the words say what becomes of questions. */
async function ended(words = ''): Promise<string> {
  const experiments = [scripted(`arrays points arrays finish ${words}`)];
  const [id = ''] = (await lab.call('runs.start', { experiments })).ids;
  await vi.waitFor(() => expect(store.getRun(id)?.status).toBe('finished'), 20_000);
  await vi.waitFor(() => expect(engines.size).toBe(0), 20_000);
  started = 0;
  return id;
}

const code = (expected: string, message = '') => ({
  problems: [{ code: expected, message: expect.stringContaining(message) as string }],
});

describe('an answer', () => {
  it('is computed by a process of its own, kept with the run, and read when it is asked for again', async () => {
    const id = await ended('answers');
    const spectrum = await lab.call('runs.spectrum', { id });
    expect(spectrum).toMatchObject({ step: 10, parameters: 10, vectors: 10, steps: 80, seed: 1 });
    expect(store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toContain(
      'spectrum/10/nodes',
    );
    expect(await lab.call('runs.spectrum', { id, point: 10 })).toEqual(spectrum);
    expect(await lab.call('runs.spectrum', { id, point: 'final', vectors: 10 })).toEqual(spectrum);
    expect(started).toBe(1);
  });

  it('is computed again for other settings and at another step', async () => {
    const id = await ended('answers');
    const first = await lab.call('runs.spectrum', { id });
    expect((await lab.call('runs.spectrum', { id, vectors: 3 })).nodes).not.toEqual(first.nodes);
    expect((await lab.call('runs.spectrum', { id, point: 'start' })).step).toBe(0);
    expect(started).toBe(3);
    // The newest at a step is kept; the other step's stays.
    expect((await lab.call('runs.spectrum', { id, vectors: 3 })).vectors).toBe(3);
    expect((await lab.call('runs.spectrum', { id, point: 0 })).step).toBe(0);
    expect(started).toBe(3);
  });

  it('is one for all who ask at the same time', async () => {
    const id = await ended('answers');
    const both = await Promise.all([lab.call('runs.spectrum', { id }), lab.call('runs.spectrum', { id })]);
    expect(both[0]).toEqual(both[1]);
    expect(started).toBe(1);
  });

  it('tells how far it is', async () => {
    const id = await ended('tells answers');
    const events: LabEvent[] = [];
    lab.subscribe((event) => events.push(event));
    await lab.call('runs.spectrum', { id });
    expect(events).toContainEqual({ type: 'study', id, study: 'spectrum', share: 0.5, what: 'half of it' });
  });

  it('waits for its turn', async () => {
    await lab.close();
    lab = openLab({ engines: 1 });
    const [waiting, next] = [await ended(), await ended('answers')];
    const first = lab.call('runs.spectrum', { id: waiting });
    const second = lab.call('runs.spectrum', { id: next });
    await vi.waitFor(() => expect(engines.size).toBe(1), 20_000);
    await lab.call('runs.cancelStudies', { ids: [waiting] });
    await expect(first).rejects.toMatchObject(code('cancelled'));
    expect((await second).step).toBe(10);
  });
});

describe('a question without an answer', () => {
  it('of an unknown run, a point that is not kept, a run that has not begun', async () => {
    const id = await ended();
    await expect(lab.call('runs.spectrum', { id: 'none' })).rejects.toMatchObject(code('unknown-run'));
    await expect(lab.call('runs.slice', { id, point: 7 })).rejects.toMatchObject(
      code('no-point', `Run ${id} keeps no parameters of step 7. It keeps those of step 0, 10.`),
    );
    const [bare = ''] = (await lab.call('runs.start', { experiments: [scripted('finish')] })).ids;
    await vi.waitFor(() => expect(store.getRun(bare)?.status).toBe('finished'), 20_000);
    for (const method of ['runs.spectrum', 'runs.slice', 'runs.flow'] as const)
      await expect(lab.call(method, { id: bare })).rejects.toMatchObject(code('no-parameters'));
    expect(started).toBe(1); // the run's own
  });

  it('of the end of a run that goes on; its start can be asked about', async () => {
    const { ids } = await lab.call('runs.start', { experiments: [scripted('arrays points answers')] });
    const [id = ''] = ids;
    await vi.waitFor(() => expect(store.getRun(id)?.step).toBe(10), 20_000);
    await expect(lab.call('runs.spectrum', { id })).rejects.toMatchObject(code('no-point', 'it is running'));
    expect((await lab.call('runs.spectrum', { id, point: 'start' })).step).toBe(0);
  });

  it.each([
    ['refuses', 'not-finite', 'The Hessian is not finite.'],
    [
      'dies',
      'engine-exit',
      'ended with code 3 before it had an answer. The end of what it wrote:\nout of luck',
    ],
    ['babbles', 'internal', 'said paused'],
  ])('since its engine %s', async (word, expected, message) => {
    const id = await ended(word);
    await expect(lab.call('runs.spectrum', { id })).rejects.toMatchObject(code(expected, message));
    expect(store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toEqual([]);
    await vi.waitFor(() => expect(engines.size).toBe(0), 20_000);
  });

  it('since its engine is silent', async () => {
    await lab.close();
    lab = openLab({ patience: { ...usualPatience, silence: 200 } });
    const id = await ended('tells');
    await expect(lab.call('runs.spectrum', { id })).rejects.toMatchObject(
      code('engine-silent', 'has been silent for 0.2 seconds and was ended. Ask again'),
    );
  });

  it('since it was called off, or the lab is closed; the process is gone', async () => {
    const id = await ended();
    const first = lab.call('runs.spectrum', { id });
    await vi.waitFor(() => expect(engines.size).toBe(1), 20_000);
    await lab.call('runs.cancelStudies', { ids: [id] });
    await expect(first).rejects.toMatchObject(code('cancelled'));
    await vi.waitFor(() => expect(engines.size).toBe(0), 20_000);
    const second = lab.call('runs.spectrum', { id });
    const refused = expect(second).rejects.toMatchObject(code('cancelled'));
    await vi.waitFor(() => expect(engines.size).toBe(1), 20_000);
    await lab.close();
    await refused;
    expect(engines.size).toBe(0);
    lab = openLab();
  });

  it.each([
    ['runs.spectrum', { vectors: 0 }, 'vectors'],
    ['runs.spectrum', { steps: 1.5 }, 'steps'],
    ['runs.spectrum', { point: -1 }, 'point'],
    ['runs.slice', { plane: 'u3' }, 'plane'],
    ['runs.slice', { extent: 0 }, 'extent'],
    ['runs.flow', { tolerance: 1 }, 'tolerance'],
    ['runs.flow', { point: 'start' }, 'point'],
  ])('%s with %j is refused at its place', async (method, params, place) => {
    const refused = await answer(lab, { method, params: { id: 'a', ...params } });
    expect(refused).toMatchObject({ problems: [{ code: 'bad-parameters', place }] });
  });
});

it('a store that is read-only answers, and keeps nothing', async () => {
  const id = await ended('answers');
  await lab.close();
  store.close();
  const database = new Database(join(folder, 'lab.sqlite'));
  database.pragma('user_version = 999'); // of a newer version
  database.close();
  store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  expect(store.readOnly).toBe(true);
  lab = openLab();
  expect((await lab.call('runs.spectrum', { id })).step).toBe(10);
  expect(store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toEqual([]);
});

it('an answer that cannot be stored is given all the same, and the lab says so', async () => {
  const id = await ended('answers');
  vi.spyOn(store, 'saveArrays').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  expect((await lab.call('runs.spectrum', { id })).step).toBe(10);
  const described = await lab.call('lab.describe', {});
  expect(described.store.messages.join()).toContain('An answer could not be kept: the disk is full');
});
