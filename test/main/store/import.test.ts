import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordedRun } from '../../../app/run/recorded-run.ts';
import { importStore } from '../../../main/store/import-store.ts';
import { Store } from '../../../main/store/store.ts';
import { everyStep, newRun, storeWithRun, temporaryFolder, temporaryStore } from './fixture.ts';

const options = { appVersion: '1.2.3' };
const checkpoint = {
  step: 2,
  seconds: 1,
  state: '{"a":1}',
  arrays: [{ name: 'w', shape: [2], values: Float64Array.of(1, 2) }],
};
const arrays = [{ name: 'start/w', shape: [1, 2], values: Float64Array.of(3, 4) }];
const event = { step: 1, kind: 'k', sentence: 'S.' };

/** A store with one run that has something of everything. */
function fullStore(): { store: Store; id: string } {
  const { store, run } = storeWithRun();
  store.append(run.id, [everyStep('loss', 0, [1, NaN, 3]), everyStep('gradientNorm', 1, [5])], {
    step: 2,
    seconds: 1,
  });
  store.saveArrays(run.id, arrays);
  store.saveCheckpoint(run.id, checkpoint);
  store.addEvent(run.id, event);
  store.updateRun(run.id, { status: 'stopped', note: 'note', tags: ['t'] });
  return { store, id: run.id };
}

function expectWhole(store: Store, id: string): void {
  expect([...store.readSeries(id, 'loss').value]).toEqual([1, NaN, 3]);
  expect(store.listSeries(id)).toEqual([
    { name: 'loss', points: 3 },
    { name: 'gradientNorm', points: 1 },
  ]);
  expect(store.readArrays(id)).toEqual(arrays);
  expect(store.readCheckpoint(id)).toEqual(checkpoint);
  expect(store.readEvents(id)).toEqual([event]);
}

test('a run is taken whole; once more it is there already; a deleted one comes back', () => {
  const { store: from, id } = fullStore();
  const to = temporaryStore();
  expect(to.importRun(from.recorded(id))).toEqual({ id, outcome: 'imported' });
  expect(to.getRun(id)).toEqual(from.getRun(id));
  expectWhole(to, id);
  to.updateRun(id, { note: 'my own' });
  expect(to.importRun(from.recorded(id))).toEqual({ id, outcome: 'present' });
  expect(to.getRun(id)?.note).toBe('my own');
  to.deleteRuns([id]);
  expect(to.importRun(from.recorded(id))).toEqual({ id, outcome: 'present' });
  expect(to.getRun(id)?.note).toBe('my own');
  expect(to.listRuns()).toHaveLength(1);
});

test.each<[string, (run: RecordedRun) => RecordedRun]>([
  ['another experiment', (run) => ({ ...run, run: { ...run.run, hash: 'other' } })],
  [
    'another value',
    (run) => ({
      ...run,
      chunks: (name) => [everyStep(name, name === 'loss' ? 0 : 1, name === 'loss' ? [1, NaN, 4] : [5])],
    }),
  ],
  [
    'other steps',
    (run) => ({ ...run, chunks: (name) => [everyStep(name, 1, name === 'loss' ? [1, NaN, 3] : [5])] }),
  ],
  ['a series less', (run) => ({ ...run, series: ['loss'] })],
])('a different run (%s) whose id is taken gets a new id, and both stay', (_case, change) => {
  const { store: from, id } = fullStore();
  const to = temporaryStore();
  to.importRun(from.recorded(id));
  const imported = to.importRun(change(from.recorded(id)));
  expect(imported).toEqual({
    id: expect.not.stringMatching(new RegExp(`^${id}$`)) as string,
    outcome: 'renamed',
  });
  expect(
    to
      .listRuns()
      .map((run) => run.id)
      .sort(),
  ).toEqual([id, imported.id].sort());
  expectWhole(to, id);
});

test('a run that was being computed where it comes from is interrupted here', () => {
  const { store: from, run } = storeWithRun();
  from.updateRun(run.id, { status: 'running' });
  const to = temporaryStore();
  to.importRun(from.recorded(run.id));
  expect(to.getRun(run.id)?.status).toBe('interrupted');
});

test('what cannot be taken leaves nothing behind', () => {
  const { store: from, id } = fullStore();
  const to = temporaryStore();
  const broken = { ...from.recorded(id), events: () => [{ ...event, sentence: null as unknown as string }] };
  expect(() => to.importRun(broken)).toThrow(expect.objectContaining({ code: 'failed' }) as Error);
  expect(to.listRuns()).toEqual([]);
});

test("another lab's store is taken with its log, oldest runs first, and stays as it is", () => {
  const { store: from, id } = fullStore();
  const second = from.createRun(newRun);
  const deleted = from.createRun(newRun);
  from.deleteRuns([deleted.id]);
  // It is still open: the runs are in its log, not yet in the file.
  const before = [readFileSync(from.file), readFileSync(`${from.file}-wal`)];
  const to = temporaryStore();
  expect(importStore(to, from.file, options)).toEqual([
    { id, outcome: 'imported' },
    { id: second.id, outcome: 'imported' },
  ]);
  expectWhole(to, id);
  expect([readFileSync(from.file), readFileSync(`${from.file}-wal`)]).toEqual(before);
  expect(importStore(to, from.file, options).map(({ outcome }) => outcome)).toEqual(['present', 'present']);
});

test('files that are no store are refused, and stay as they are', () => {
  const to = temporaryStore();
  const folder = temporaryFolder();
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'not a store '.repeat(100));
  const photos = join(folder, 'photos.db');
  const raw = new Database(photos);
  raw.exec('CREATE TABLE photos (name TEXT)');
  raw.close();
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const broken = join(folder, 'broken.sqlite');
  writeFileSync(broken, `SQLite format 3\0${'broken '.repeat(1000)}`);
  for (const [file, code] of [
    [empty, 'not-a-store'],
    [broken, 'damaged'],
    [folder, 'unreadable'],
    [join(folder, 'none.sqlite'), 'unreadable'],
    [text, 'not-a-store'],
    [photos, 'not-a-store'],
    [to.file, 'not-a-store'],
  ] as const) {
    expect(() => importStore(to, file, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(file) as string }) as Error,
    );
  }
  expect(readFileSync(text, 'utf8')).toBe('not a store '.repeat(100));
});
