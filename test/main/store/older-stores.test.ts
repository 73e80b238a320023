import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Run } from '../../../app/run/run.ts';
import { migrations } from '../../../main/store/migrations/list.ts';
import type { Store } from '../../../main/store/store.ts';
import { everyStep, newRun, temporaryFolder, temporaryStore } from './fixture.ts';
import { contentOf, olderSchemas, schemaOf, writeOlderStore } from './older/older-store.ts';
import type { OlderSchema } from './older/older-store.ts';

const newest = migrations.at(-1)!.version;

test('there is a store of every schema before the newest', () => {
  expect(migrations.slice(0, -1).map(({ version }) => version)).toEqual([...olderSchemas]);
});

function olderFile(schema: OlderSchema): string {
  const file = join(temporaryFolder(), 'lab.sqlite');
  writeOlderStore(schema, file);
  return file;
}

function runNamed(store: Store, name: string): Run {
  return store.listRuns().find((run) => run.name === name)!;
}

/** Where the copy of a store lies, as the lab says it. */
function copyOf({ messages }: Store): string {
  expect(messages).toHaveLength(1);
  return /kept as (.*)\.$/.exec(messages[0]!)![1]!;
}

/** SAM on ½Σλᵢwᵢ² by its definition: w ← w − ηΛ(w + ρΛw/‖Λw‖). @returns w at every step */
function samIterates(
  eigenvalues: number[],
  start: number[],
  stepSize: number,
  radius: number,
  steps: number,
) {
  const iterates = [start];
  for (let step = 0; step < steps; step++) {
    const w = iterates[step]!;
    const gradient = w.map((x, i) => eigenvalues[i]! * x);
    const norm = Math.hypot(...gradient);
    const ascended = w.map((x, i) => x + (radius * gradient[i]!) / norm);
    iterates.push(w.map((x, i) => x - stepSize * eigenvalues[i]! * ascended[i]!));
  }
  return iterates;
}

const loss = (eigenvalues: number[], w: number[]): number =>
  w.reduce((sum, x, i) => sum + (eigenvalues[i]! * x * x) / 2, 0);

function expectNear(found: Float64Array, expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
}

describe.each(olderSchemas)('a store of schema %i', (schema) => {
  test('is what the migrations up to it make', () => {
    const made = new Database(':memory:');
    for (const { version, sql } of migrations) if (version <= schema) made.exec(sql);
    const written = new Database(olderFile(schema), { readonly: true });
    expect(schemaOf(written)).toEqual(schemaOf(made));
    made.close();
    written.close();
  });

  test('gets the schema of a new one, and is kept whole as it was', () => {
    const file = olderFile(schema);
    const before = contentOf(file);
    const store = temporaryStore(file);
    expect(store.messages[0]).toContain(`from schema ${schema} to ${newest}`);
    const copy = copyOf(store);
    expect(contentOf(copy)).toEqual(before);
    const fresh = temporaryStore();
    expect(contentOf(file)).toMatchObject({ version: newest, schema: contentOf(fresh.file)['schema'] });
    // Once is enough.
    store.close();
    expect(temporaryStore(file).messages).toEqual([]);
  });

  test('has its runs, complete in the fields that came later', () => {
    const store = temporaryStore(olderFile(schema));
    const [stopped, ...others] = store.listRuns();
    expect(stopped).toMatchObject({ name: 'stopped', status: 'stopped' });
    expect(others.map(({ name, status }) => [name, status]).sort()).toEqual([
      ['bounce', 'finished'],
      ['overflowing', 'diverged'],
    ]);
    for (const run of store.listRuns()) {
      expect(run).toMatchObject({
        fork: null,
        phase: null,
        tags: [],
        note: '',
        pinned: false,
        archived: false,
      });
      expect(run.execution).toMatchObject({ backend: 'reference', mode: null, candidates: [] });
      expect(run.costs === null).toBe(schema < 3);
      expect(run.summary).toMatchObject({ driftRatio: null, contractionRate: null });
    }
    const bounce = runNamed(store, 'bounce');
    expect(bounce).toMatchObject({ step: 12, problem: null, appVersion: '0.1.0' });
    expect(bounce.experiment.optimizer).toMatchObject({ kind: 'sam', stepSize: 0.5, radius: 0.1 });
    expect(bounce.summary?.flipRate).toBe(1);
    expect(runNamed(store, 'overflowing')).toMatchObject({
      problem: { code: 'diverged' },
      summary: { finalLoss: Infinity, divergedAt: 1 },
    });
  });

  test('has its series: SAM’s iterates, loss, sharpness and edge by their formulas', () => {
    const store = temporaryStore(olderFile(schema));
    const { id } = runNamed(store, 'bounce');
    const eigenvalues = [2, 1, 0.5];
    const iterates = samIterates(eigenvalues, [1, -0.5, 0.25], 0.5, 0.1, 12);
    const norms = iterates.map((w) => Math.hypot(...w.map((x, i) => eigenvalues[i]! * x)));
    const read = (name: string) => store.readSeries(id, name);
    expect([...read('loss').step]).toEqual([...iterates.keys()]);
    expectNear(
      read('loss').value,
      iterates.map((w) => loss(eigenvalues, w)),
    );
    expectNear(read('gradientNorm').value, norms);
    for (const i of eigenvalues.keys())
      expectNear(
        read(`w.${i}`).value,
        iterates.map((w) => w[i]!),
      );
    const measured = [0, 3, 6, 9, 12];
    expect([...read('sharpness').step]).toEqual(measured);
    expectNear(
      read('sharpness').value,
      measured.map(() => 2),
    );
    // The edge of SAM: ηλ(1 + ρλ/‖∇ℓ‖) = 2.
    expectNear(
      read('edge').value,
      measured.map((step) => (norms[step]! / 0.2) * (Math.sqrt(1 + (8 * 0.1) / (0.5 * norms[step]!)) - 1)),
    );
    const thinned = store.readSeries(id, 'loss', { from: 2, to: 11, buckets: 1 });
    expect([thinned.recorded, thinned.thinned]).toEqual([10, true]);
    const within = iterates.slice(2, 12).map((w) => loss(eigenvalues, w));
    expect(Math.abs(Math.min(...thinned.value) - Math.min(...within))).toBeLessThan(1e-12);
    expect(Math.abs(Math.max(...thinned.value) - Math.max(...within))).toBeLessThan(1e-12);
  });

  test('has values that are not finite', () => {
    const store = temporaryStore(olderFile(schema));
    const { id } = runNamed(store, 'overflowing');
    expect([...store.readSeries(id, 'loss').value]).toEqual([1, Infinity]);
    expect([...store.readSeries(id, 'w.0').value]).toEqual([1, 1 - 2e200]);
  });

  test('has its snapshots along the run, start and end, and what came of it', () => {
    const store = temporaryStore(olderFile(schema));
    const { id } = runNamed(store, 'bounce');
    const iterates = samIterates([2, 1, 0.5], [1, -0.5, 0.25], 0.5, 0.1, 12);
    const snapshots = store.readArrays(id, 'checkpoint/');
    expect(snapshots.map(({ name }) => name)).toEqual(
      Array.from({ length: 11 }, (_, i) => `checkpoint/${i + 1}/w`),
    );
    for (const [i, { shape, values }] of snapshots.entries()) {
      expect(shape).toEqual([3]);
      expectNear(values, iterates[i + 1]!);
    }
    expectNear(store.readArrays(id, 'start/')[0]!.values, iterates[0]!);
    expectNear(store.readArrays(id, 'final/')[0]!.values, iterates[12]!);
    expect(store.readEvents(runNamed(store, 'overflowing').id)).toContainEqual(
      expect.objectContaining({ step: 1, kind: 'diverged' }),
    );
  });

  test('has the checkpoint of a run that was stopped', () => {
    const store = temporaryStore(olderFile(schema));
    const { id, step, experiment } = runNamed(store, 'stopped');
    expect(step).toBeGreaterThan(50);
    expect(store.listCheckpoints(id)).toEqual([step]);
    const { arrays } = store.readCheckpoint(id)!;
    const { eigenvalues } = experiment.objective as { readonly eigenvalues: readonly number[] };
    // Gradient descent from ones: wᵢ = (1 − ηλᵢ)ᵏ.
    expectNear(
      arrays.find(({ name }) => name === 'w')!.values,
      eigenvalues.map((eigenvalue) => (1 - 0.001 * eigenvalue) ** step),
    );
    const { value } = store.readSeries(id, 'loss');
    expectNear(
      value,
      Array.from({ length: step + 1 }, (_, k) =>
        eigenvalues.reduce(
          (sum, eigenvalue) => sum + (eigenvalue / 2) * (1 - 0.001 * eigenvalue) ** (2 * k),
          0,
        ),
      ).slice(0, value.length),
    );
    expect(value.length).toBeGreaterThanOrEqual(step);
  });

  test('is written as any other from then on', () => {
    const store = temporaryStore(olderFile(schema));
    const { id } = runNamed(store, 'stopped');
    store.updateRun(id, { status: 'running', note: 'goes on' });
    const { id: fork } = store.createForked({ ...newRun, fork: { run: id, step: 3 } }, [
      { name: 'start/w', shape: [1], values: Float64Array.of(7) },
    ]);
    store.append(fork, [everyStep('loss', 0, [3, 2])], { step: 2, seconds: 1 });
    store.addEvent(fork, { step: 1, kind: 'spike', sentence: 'The loss rose.', values: { loss: NaN } });
    expect(store.getRun(id)).toMatchObject({ status: 'running', note: 'goes on' });
    expect(store.getRun(fork)).toMatchObject({ fork: { run: id, step: 3 } });
    expect(store.readEvents(fork)).toEqual([
      { step: 1, kind: 'spike', sentence: 'The loss rose.', values: { loss: NaN } },
    ]);
    store.deleteRuns([id]);
    expect(store.listRuns({ deleted: true }).map((run) => run.id)).toEqual([id]);
  });

  test('left by a process that was killed: what lay in its log is in the copy and in the store', () => {
    const file = olderFile(schema);
    const killed = new Database(file);
    onTestFinished(() => void killed.close());
    killed.pragma('journal_mode = WAL');
    killed.pragma('wal_autocheckpoint = 0');
    killed.exec(`UPDATE runs SET note = 'in the log' WHERE name = 'bounce'`);
    // As the end of the process leaves them.
    const left = join(temporaryFolder(), 'lab.sqlite');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, left + suffix);
    const store = temporaryStore(left);
    expect(runNamed(store, 'bounce').note).toBe('in the log');
    expect(contentOf(copyOf(store))['runs']).toContainEqual(
      expect.objectContaining({ name: 'bounce', note: 'in the log' }),
    );
  });
});
