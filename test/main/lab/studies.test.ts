import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import { answer } from '../../../main/lab/answer.ts';
import { usualPatience } from '../../../main/lab/active-run.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from './experiments.ts';
import { ScriptedLab } from './scripted-lab.ts';

const on = ScriptedLab.forEachTest();

/** A run that ended at step 10 and keeps its parameters of steps 0 and 10; the words say what becomes of questions. */
async function ended(words = ''): Promise<string> {
  const experiments = [scripted(`arrays points arrays finish ${words}`)];
  const [id = ''] = (await on.lab.call('runs.start', { experiments })).ids;
  await vi.waitFor(() => expect(on.store.getRun(id)?.status).toBe('finished'), 20_000);
  await vi.waitFor(() => expect(on.engines.size).toBe(0), 20_000);
  on.started = 0;
  return id;
}

const code = (expected: string, message = '') => ({
  problems: [{ code: expected, message: expect.stringContaining(message) as string }],
});

describe('an answer', () => {
  it('is computed by a process of its own, kept with the run, and read when it is asked for again', async () => {
    const id = await ended('answers');
    const spectrum = await on.lab.call('runs.spectrum', { id });
    expect(spectrum).toMatchObject({ step: 10, parameters: 10, vectors: 10, steps: 80, seed: 1 });
    expect(on.store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toContain(
      'spectrum/10/nodes',
    );
    expect(await on.lab.call('runs.spectrum', { id, point: 10 })).toEqual(spectrum);
    expect(await on.lab.call('runs.spectrum', { id, point: 'final', vectors: 10 })).toEqual(spectrum);
    expect(on.started).toBe(1);
  });

  it('is told with all that is kept of the run, and nothing is computed for that', async () => {
    const id = await ended('answers');
    expect(await on.lab.call('runs.studies', { id })).toEqual({ spectra: [], slices: [], flow: null });
    const last = await on.lab.call('runs.spectrum', { id });
    const first = await on.lab.call('runs.spectrum', { id, point: 'start' });
    const array = (name: string, ...values: number[]) => ({
      ...{ name: `slice/10/u1/${name}`, shape: [values.length], values: Float64Array.from(values) },
    });
    on.store.saveArrays(id, [
      ...[array('coordinates', -1, 0, 1), array('values', 2, 0, 2), array('eigenvalues', 4)],
      ...[array('iterates', 0, 0, 0, 1), array('ascent', NaN, NaN, NaN, NaN), array('settings', 3, 1)],
    ]);
    const flow = (name: string, ...values: number[]) => ({
      ...{ name: `flow/${name}`, shape: [values.length], values: Float64Array.from(values) },
    });
    on.store.saveArrays(id, [
      ...['loss', 'runLoss', 'sharpness', 'steps', 'rejected', 'evaluations'].map((name) => flow(name, 1, 2)),
      ...[flow('step', 0, 10), flow('time', 0, 0.5), flow('distance', 0, 0.25), flow('totals', 3, 1, 26)],
      ...[flow('ending', 0), flow('reached', 0.5), flow('settings', 1e-6, 500_000, 0, 10)],
    ]);
    const { spectra, slices, flow: followed } = await on.lab.call('runs.studies', { id });
    expect(spectra).toEqual([first, last]);
    expect(slices).toMatchObject([{ step: 10, plane: 'u1', ascent: null, values: Float64Array.of(2, 0, 2) }]);
    expect(followed).toMatchObject({
      distance: Float64Array.of(0, 0.25),
      ending: 'reached',
      tolerance: 1e-6,
    });
    expect(on.started).toBe(2);
    await expect(on.lab.call('runs.studies', { id: 'nosuch' })).rejects.toMatchObject(code('unknown-run'));
  });

  it('is given at every step that the lab says is kept, those of checkpoints too', async () => {
    const experiments = [scripted('arrays points checkpoint answers')];
    const [id = ''] = (await on.lab.call('runs.start', { experiments })).ids;
    await vi.waitFor(() => expect(on.store.listCheckpoints(id)).toEqual([10]), 20_000);
    expect(await on.lab.call('runs.keptSteps', { id })).toEqual([0, 10]);
    for (const point of [0, 10]) expect((await on.lab.call('runs.spectrum', { id, point })).step).toBe(point);
  });

  it('is computed again for other settings and at another step', async () => {
    const id = await ended('answers');
    const first = await on.lab.call('runs.spectrum', { id });
    expect((await on.lab.call('runs.spectrum', { id, vectors: 3 })).nodes).not.toEqual(first.nodes);
    expect((await on.lab.call('runs.spectrum', { id, point: 'start' })).step).toBe(0);
    expect(on.started).toBe(3);
    // The newest at a step is kept; the other step's stays.
    expect((await on.lab.call('runs.spectrum', { id, vectors: 3 })).vectors).toBe(3);
    expect((await on.lab.call('runs.spectrum', { id, point: 0 })).step).toBe(0);
    expect(on.started).toBe(3);
  });

  it('is one for all who ask at the same time', async () => {
    const id = await ended('answers');
    const both = await Promise.all([
      on.lab.call('runs.spectrum', { id }),
      on.lab.call('runs.spectrum', { id }),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(on.started).toBe(1);
  });

  it('tells how far it is', async () => {
    const id = await ended('tells answers');
    const events: LabEvent[] = [];
    on.lab.subscribe((event) => events.push(event));
    await on.lab.call('runs.spectrum', { id });
    expect(events).toContainEqual({ type: 'study', id, study: 'spectrum', share: 0.5, what: 'half of it' });
  });

  it('waits for its turn', async () => {
    await on.reopen({ engines: 1 });
    const [waiting, next] = [await ended(), await ended('answers')];
    const first = on.lab.call('runs.spectrum', { id: waiting });
    const second = on.lab.call('runs.spectrum', { id: next });
    await vi.waitFor(() => expect(on.engines.size).toBe(1), 20_000);
    await on.lab.call('runs.cancelStudies', { ids: [waiting] });
    await expect(first).rejects.toMatchObject(code('cancelled'));
    expect((await second).step).toBe(10);
  });
});

describe('the distance of two runs', () => {
  it('is kept with both as a series, up to where both came, and read in either order', async () => {
    const [one, other] = [await ended('answers'), await ended('answers other')];
    const found = await on.lab.call('runs.distance', { id: one, other });
    expect(found).toEqual({ id: one, other, distance: Float64Array.from({ length: 11 }, (_, t) => t / 8) });
    for (const [id, name] of [
      [one, `distance.${other}`],
      [other, `distance.${one}`],
    ] as const)
      expect(on.store.readSeries(id, name)).toMatchObject({ value: found.distance, recorded: 11 });
    const back = await on.lab.call('runs.distance', { id: other, other: one });
    expect(back.distance).toEqual(found.distance);
    expect(on.started).toBe(1);
    expect(on.store.getRun(one)).toMatchObject({ status: 'finished', step: 10 });
    // A run that went on from before its end has lost the rest.
    on.store.truncateAfter(one, 4);
    on.store.updateRun(one, { step: 10 });
    expect((await on.lab.call('runs.distance', { id: one, other })).distance).toHaveLength(11);
    expect(on.started).toBe(2);
  });

  it('is refused of runs that are no pair, and called off by either', async () => {
    const one = await ended('answers');
    await expect(on.lab.call('runs.distance', { id: one, other: one })).rejects.toMatchObject(
      code('not-paired', 'was given twice'),
    );
    const [id = ''] = (
      await on.lab.call('runs.start', { experiments: [{ ...scripted('arrays points finish'), seed: 9 }] })
    ).ids;
    await vi.waitFor(() => expect(on.store.getRun(id)?.status).toBe('finished'), 20_000);
    await expect(on.lab.call('runs.distance', { id: one, other: id })).rejects.toMatchObject(
      code('not-paired', 'differ in objective, data, seed, precision'),
    );
    await expect(on.lab.call('runs.distance', { id: one, other: 'none' })).rejects.toMatchObject(
      code('unknown-run'),
    );
    const silent = await ended();
    const asked = on.lab.call('runs.distance', { id: silent, other: one });
    const refused = expect(asked).rejects.toMatchObject(code('cancelled'));
    await vi.waitFor(() => expect(on.engines.size).toBe(1), 20_000);
    await on.lab.call('runs.cancelStudies', { ids: [one] });
    await refused;
    expect(on.store.listSeries(one).map(({ name }) => name)).toEqual(['loss']);
  });
});

describe('a question without an answer', () => {
  it('of an unknown run, a point that is not kept, a run that has not begun', async () => {
    const id = await ended();
    await expect(on.lab.call('runs.spectrum', { id: 'none' })).rejects.toMatchObject(code('unknown-run'));
    await expect(on.lab.call('runs.slice', { id, point: 7 })).rejects.toMatchObject(
      code('no-point', `Run ${id} keeps no parameters of step 7. It keeps those of step 0, 10.`),
    );
    const [bare = ''] = (await on.lab.call('runs.start', { experiments: [scripted('finish')] })).ids;
    await vi.waitFor(() => expect(on.store.getRun(bare)?.status).toBe('finished'), 20_000);
    for (const method of ['runs.spectrum', 'runs.slice', 'runs.flow'] as const)
      await expect(on.lab.call(method, { id: bare })).rejects.toMatchObject(code('no-parameters'));
    expect(on.started).toBe(1); // the run's own
  });

  it('of the end of a run that goes on; its start can be asked about', async () => {
    const { ids } = await on.lab.call('runs.start', { experiments: [scripted('arrays points answers')] });
    const [id = ''] = ids;
    await vi.waitFor(() => expect(on.store.getRun(id)?.step).toBe(10), 20_000);
    await expect(on.lab.call('runs.spectrum', { id })).rejects.toMatchObject(
      code('no-point', 'it is running'),
    );
    expect((await on.lab.call('runs.spectrum', { id, point: 'start' })).step).toBe(0);
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
    await expect(on.lab.call('runs.spectrum', { id })).rejects.toMatchObject(code(expected, message));
    expect(on.store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toEqual([]);
    await vi.waitFor(() => expect(on.engines.size).toBe(0), 20_000);
  });

  it('since its engine is silent', async () => {
    await on.reopen({ patience: { ...usualPatience, silence: 200 } });
    const id = await ended('tells');
    await expect(on.lab.call('runs.spectrum', { id })).rejects.toMatchObject(
      code('engine-silent', 'has been silent for 0.2 seconds and was ended. Ask again'),
    );
  });

  it('since it was called off, or the lab is closed; the process is gone', async () => {
    const id = await ended();
    const first = on.lab.call('runs.spectrum', { id });
    await vi.waitFor(() => expect(on.engines.size).toBe(1), 20_000);
    await on.lab.call('runs.cancelStudies', { ids: [id] });
    await expect(first).rejects.toMatchObject(code('cancelled'));
    await vi.waitFor(() => expect(on.engines.size).toBe(0), 20_000);
    const second = on.lab.call('runs.spectrum', { id });
    const refused = expect(second).rejects.toMatchObject(code('cancelled'));
    await vi.waitFor(() => expect(on.engines.size).toBe(1), 20_000);
    await on.lab.close();
    await refused;
    expect(on.engines.size).toBe(0);
    on.lab = on.open();
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
    const refused = await answer(on.lab, { method, params: { id: 'a', ...params } });
    expect(refused).toMatchObject({ problems: [{ code: 'bad-parameters', place }] });
  });
});

it('a store that is read-only answers, and keeps nothing', async () => {
  const id = await ended('answers');
  await on.lab.close();
  on.store.close();
  const database = new Database(join(on.folder, 'lab.sqlite'));
  database.pragma('user_version = 999'); // of a newer version
  database.close();
  on.store = Store.open(join(on.folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  expect(on.store.readOnly).toBe(true);
  on.lab = on.open();
  expect((await on.lab.call('runs.spectrum', { id })).step).toBe(10);
  expect(on.store.listArrays(id).filter((name) => name.startsWith('spectrum/'))).toEqual([]);
});

it('an answer that cannot be stored is given all the same, and the lab says so', async () => {
  const id = await ended('answers');
  vi.spyOn(on.store, 'saveArrays').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  expect((await on.lab.call('runs.spectrum', { id })).step).toBe(10);
  const described = await on.lab.call('lab.describe', {});
  expect(described.store.messages.join()).toContain('An answer could not be kept: the disk is full');
});
