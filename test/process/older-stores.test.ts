import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../app/run/run.ts';
import { LocalLab } from '../../main/lab/lab.ts';
import { Store } from '../../main/store/store.ts';
import { whenRun } from '../main/lab/when-run.ts';
import { olderSchemas, writeOlderStore } from '../main/store/older/older-store.ts';

/** Runs that an older Ravine began, taken up by today's engine. */

let folder: string;
let store: Store;
let lab: LocalLab;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-older-'));
});
afterEach(async () => {
  await lab.close();
  store.close();
  await rm(folder, { recursive: true });
});

const ended = (id: string): Promise<Run> =>
  whenRun({ lab, store }, id, ({ status }) => status === 'finished' || status === 'failed');

describe.each(olderSchemas)('a store of schema %i', (schema) => {
  beforeEach(() => {
    const file = join(folder, 'lab.sqlite');
    writeOlderStore(schema, file);
    store = Store.open(file, { appVersion: '0.0.0' });
    lab = new LocalLab({ store });
  });

  const stopped = (): Run => store.listRuns().find(({ status }) => status === 'stopped')!;
  /** Gradient descent from ones, in the eigenbasis: wᵢ = (1 − ηλᵢ)ᵏ. */
  const iterate = ({ experiment }: Run, step: number): number[] =>
    (experiment.objective as { readonly eigenvalues: readonly number[] }).eigenvalues.map(
      (eigenvalue) => (1 - 0.001 * eigenvalue) ** step,
    );
  const final = (id: string): Float64Array => store.readArrays(id, 'final/')[0]!.values;

  it('has a stopped run that goes on from its checkpoint and ends where its formula says', async () => {
    const { id, step: began } = stopped();
    await lab.call('runs.resume', { ids: [id] });
    const run = await ended(id);
    expect(run).toMatchObject({ status: 'finished', step: 400, problem: null });
    const expected = iterate(run, 400);
    for (const [i, value] of final(id).entries()) expect(value).toBeCloseTo(expected[i]!, 12);
    const { step, value } = store.readSeries(id, 'loss');
    expect([...step]).toEqual(Array.from({ length: 401 }, (_, k) => k));
    for (const k of [0, began - 1, began, began + 1, 400]) {
      const w = iterate(run, k);
      const eigenvalues = iterate(run, 1).map((factor) => (1 - factor) / 0.001);
      const loss = w.reduce((sum, x, i) => sum + (eigenvalues[i]! * x * x) / 2, 0);
      expect(value[k]).toBeCloseTo(loss, 10);
    }
  });

  it('has a run that is forked at a snapshot of its', async () => {
    const { id } = stopped();
    const { id: child } = await lab.call('runs.fork', { id, point: 17, changes: { steps: 10 } });
    const run = await ended(child);
    expect(run).toMatchObject({ status: 'finished', step: 10, fork: { run: id, step: 17 } });
    const expected = iterate(run, 27);
    for (const [i, value] of final(child).entries()) expect(value).toBeCloseTo(expected[i]!, 12);
  });
});
