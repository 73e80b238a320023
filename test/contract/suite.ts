import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../app/contract/contract.ts';
import type { Lab } from '../../app/contract/contract.ts';
import type { Run } from '../../app/run/run.ts';
import { scripted } from '../main/lab/experiments.ts';

/** A front connected to a lab whose engines follow the scripts of fake-engine.ts (fake-lab.ts). */
export interface Connection {
  readonly lab: Lab;
  readonly close: () => Promise<void>;
}

/** What every front must do, whatever carries the messages. */
export function contractSuite(front: string, connect: () => Promise<Connection>): void {
  let connection: Connection;
  let lab: Lab;

  beforeEach(async () => {
    connection = await connect();
    lab = connection.lab;
  });
  afterEach(() => connection.close());

  async function start(...scripts: string[]): Promise<string[]> {
    return [...(await lab.call('runs.start', { experiments: scripts.map(scripted) })).ids];
  }

  /** The run once it satisfies a condition, as the front's own events tell. */
  function until(id: string, condition: (run: Run) => boolean): Promise<Run> {
    return new Promise((resolve, reject) => {
      const see = (run: Run): void => {
        if (run.id !== id || !condition(run)) return;
        unsubscribe();
        resolve(run);
      };
      const unsubscribe = lab.subscribe((event) => event.type === 'run' && see(event.run));
      lab.call('runs.get', { id }).then(see, reject);
    });
  }

  const is = (status: Run['status']) => (run: Run) => run.status === status;

  describe(`the contract over ${front}`, () => {
    it('runs an experiment, tells of it, and reads its series as float64', async () => {
      const [id = ''] = await start('points spike finish');
      const run = await until(id, is('finished'));
      expect(run).toMatchObject({ id, step: 10, experiment: { seed: 1, precision: 'float64' } });
      const [loss, nothing] = await lab.call('series.read', {
        series: [
          { id, name: 'loss' },
          { id, name: 'sharpness' },
        ],
        from: 2,
        to: 4,
      });
      expect(loss).toEqual({
        id,
        name: 'loss',
        step: Float64Array.of(2, 3, 4),
        value: Float64Array.of(1 / 3, 1 / 4, 1 / 5),
        recorded: 3,
        thinned: false,
      });
      expect(nothing).toMatchObject({ name: 'sharpness', step: new Float64Array(), recorded: 0 });
      expect(await lab.call('runs.events', { id })).toEqual([
        { step: 10, kind: 'spike', sentence: 'The loss rose tenfold.' },
      ]);
      const { series, ...got } = await lab.call('runs.get', { id });
      expect(series).toEqual([{ name: 'loss', points: 10 }]);
      expect(await lab.call('runs.list', {})).toEqual([got]);
    });

    it('thins a long series to the buckets asked for', async () => {
      const [id = ''] = await start('many-points finish');
      await until(id, is('finished'));
      const [window] = await lab.call('series.read', { series: [{ id, name: 'loss' }], buckets: 100 });
      expect(window).toMatchObject({ recorded: 100_000, thinned: true });
      expect(window?.step.length).toBeLessThanOrEqual(400);
      expect([window?.value[0], window?.value.at(-1)]).toEqual([1, 1 / 100_000]);
      const begins = [0, 10, 100, 1000, 10_000];
      const [uneven] = await lab.call('series.read', { series: [{ id, name: 'loss' }], buckets: begins });
      expect([...(uneven?.step ?? [])]).toEqual([0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999]);
    });

    it('makes what is asked of one series of several runs', async () => {
      const [a = '', b = ''] = [...(await start('points finish')), ...(await start('points finish'))];
      await until(a, is('finished'));
      await until(b, is('finished'));
      const [difference, mean] = await lab.call('series.read', {
        series: [
          { ids: [a, b], combined: 'difference', name: 'loss' },
          { ids: [a, b], combined: 'mean', name: 'loss' },
        ],
        from: 2,
        to: 4,
      });
      expect(difference).toMatchObject({ id: `${a}+${b}`, name: 'loss', value: Float64Array.of(0, 0, 0) });
      expect(mean?.value).toEqual(Float64Array.of(1 / 3, 1 / 4, 1 / 5));
    });

    it('answers a question about a whole run, its arrays as float64, and tells how far it is', async () => {
      const [id = ''] = await start('arrays finish tells answers');
      await until(id, is('finished'));
      const told: unknown[] = [];
      lab.subscribe((event) => event.type === 'study' && told.push(event));
      const spectrum = await lab.call('runs.spectrum', { id, point: 'start', vectors: 4 });
      expect(spectrum).toMatchObject({ step: 0, vectors: 4, steps: 80, exact: false, traceError: 0 });
      expect(spectrum.nodes).toBeInstanceOf(Float64Array);
      const half = { type: 'study', id, study: 'spectrum', share: 0.5, what: 'half of it' };
      await vi.waitFor(() => expect(told).toEqual([half]));
      expect(await lab.call('runs.cancelStudies', { ids: [id] })).toBeNull();
    });

    it('pauses, steps, resumes and stops', async () => {
      const [id = ''] = await start('points');
      await until(id, is('running'));
      await lab.call('runs.pause', { ids: [id] });
      await until(id, is('paused'));
      await lab.call('runs.step', { id, count: 2 });
      await until(id, ({ status, step }) => status === 'paused' && step === 12);
      await lab.call('runs.resume', { ids: [id] });
      await until(id, is('running'));
      await lab.call('runs.stop', { ids: [id] });
      expect(await until(id, is('stopped'))).toMatchObject({ step: 12 });
    });

    it('compares runs', async () => {
      const other = { ...scripted('arrays points finish'), seed: 2 };
      const experiments = [scripted('arrays points finish'), scripted('arrays points points finish'), other];
      const { ids } = await lab.call('runs.start', { experiments });
      for (const id of ids) await until(id, is('finished'));
      const comparison = await lab.call('runs.compare', { ids: [...ids] });
      expect(comparison.runs.map(({ id }) => id)).toEqual(ids);
      expect(comparison.differing).toEqual([{ place: 'seed', values: [1, 1, 2] }]);
      expect(comparison.shared).toContainEqual({ place: 'optimizer.stepSize', values: [0.1, 0.1, 0.1] });
      expect(comparison.statistics).toContainEqual({ name: 'finalLoss', values: [1 / 10, 1 / 20, 1 / 10] });
      expect(comparison.gradientEvaluations).toEqual([10, 20, 10]);
      // The third starts elsewhere: another seed.
      expect(comparison.distances).toEqual([{ a: ids[0], b: ids[1], step: [0], distance: [0] }]);
    });

    it('annotates, deletes and restores', async () => {
      const [id = ''] = await start('finish');
      await until(id, is('finished'));
      expect(await lab.call('runs.annotate', { id, note: 'Line 1\nλ₁', archived: true })).toMatchObject({
        note: 'Line 1\nλ₁',
        archived: true,
      });
      const removed = new Promise((resolve) => {
        const unsubscribe = lab.subscribe((event) => {
          if (event.type !== 'removed') return;
          unsubscribe();
          resolve(event.ids);
        });
      });
      expect(await lab.call('runs.delete', { ids: [id] })).toBeNull();
      expect(await removed).toEqual([id]);
      expect(await lab.call('runs.list', {})).toEqual([]);
      await lab.call('runs.restore', { ids: [id] });
      expect(await lab.call('runs.list', {})).toMatchObject([{ id, note: 'Line 1\nλ₁' }]);
    });

    it('keeps a view under a name, renames it, and brings it back when it was deleted', async () => {
      const told: unknown[] = [];
      lab.subscribe(
        (event) => event.type === 'bookmarks' && told.push(event.bookmarks.map(({ name }) => name)),
      );
      const address = '#/compare?runs=a,b&steps=0-400';
      const kept = await lab.call('bookmarks.keep', { name: 'the bounce', address });
      expect(kept).toMatchObject({ name: 'the bounce', address });
      const other = await lab.call('bookmarks.keep', { name: 'λ₁ alone', address: '#/' });
      expect(await lab.call('bookmarks.list', {})).toEqual([kept, other]);
      const { id } = kept;
      const renamed = { ...kept, name: 'α: the bounce' };
      expect(await lab.call('bookmarks.rename', { id, name: 'α: the bounce' })).toEqual(renamed);
      expect(await lab.call('bookmarks.delete', { id })).toBeNull();
      expect(await lab.call('bookmarks.list', {})).toEqual([other]);
      expect(await lab.call('bookmarks.restore', { id })).toBeNull();
      expect(await lab.call('bookmarks.list', {})).toEqual([renamed, other]);
      await vi.waitFor(() =>
        expect(told).toEqual([
          ['the bounce'],
          ['the bounce', 'λ₁ alone'],
          ['α: the bounce', 'λ₁ alone'],
          ['λ₁ alone'],
          ['α: the bounce', 'λ₁ alone'],
        ]),
      );
      for (const method of ['bookmarks.delete', 'bookmarks.restore'] as const)
        await expect(lab.call(method, { id: 'none' })).rejects.toMatchObject({
          problems: [{ code: 'unknown-bookmark' }],
        });
      await expect(lab.call('bookmarks.rename', { id: 'none', name: 'n' })).rejects.toBeInstanceOf(LabError);
    });

    it('brings problems whole', async () => {
      const experiments = [{ ...scripted('finish'), steps: -1 }];
      const refused = lab.call('runs.start', { experiments });
      await expect(refused).rejects.toBeInstanceOf(LabError);
      await expect(refused).rejects.toMatchObject({
        problems: [{ place: 'experiments[0].steps', message: expect.stringContaining('-1') as string }],
      });
      await expect(lab.call('runs.get', { id: 'none' })).rejects.toMatchObject({
        problems: [{ code: 'unknown-run', message: expect.stringContaining('none') as string }],
      });
    });

    it('describes the lab and its presets', async () => {
      const { store, backends, machine } = await lab.call('lab.describe', {});
      expect(store).toMatchObject({ readOnly: false, messages: [] });
      expect(backends.find(({ backend }) => backend === 'reference')).toMatchObject({ available: true });
      expect(machine.cores).toBeGreaterThan(0);
      const presets = await lab.call('presets.list', {});
      expect(presets.map(({ name }) => name)).toContain('the-bounce');
    });

    it('keeps a file of data bit for bit, once, and says what is in it', async () => {
      const bytes = new TextEncoder().encode('x,y\n1,2\n3,4\n');
      const kept = await lab.call('data.keep', { name: 'C:\\fakepath\\two points.csv', bytes });
      expect(kept).toMatchObject({ bytes: 12, content: { kind: 'csv', rows: 2 } });
      expect(basename(kept.path)).toBe('two points.csv');
      expect(new Uint8Array(await readFile(kept.path))).toEqual(bytes);
      expect(await lab.call('data.keep', { name: 'two points.csv', bytes })).toEqual(kept);
      expect(await lab.call('data.describe', { path: kept.path })).toEqual(kept);
      await expect(lab.call('data.describe', { path: `${kept.path}.none` })).rejects.toMatchObject({
        problems: [{ code: 'missing-data' }],
      });
    });

    it('says nothing any more to one who has unsubscribed', async () => {
      const told: unknown[] = [];
      lab.subscribe((event) => told.push(event))();
      const [id = ''] = await start('finish');
      await until(id, is('finished'));
      expect(told).toEqual([]);
    });
  });
}
