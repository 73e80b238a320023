import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import type { Execution } from '../../../app/run/execution.ts';
import type { Summary } from '../../../app/run/run.ts';
import { completeSummary } from '../../../app/run/summary.ts';
import { DELETED_DAYS } from '../../../main/store/run-table.ts';
import { Store } from '../../../main/store/store.ts';
import { everyStep, newRun, storeWithRun, temporaryStore } from './fixture.ts';

const execution: Execution = {
  backend: 'onnx',
  mode: null,
  library: 'onnxruntime 1.30.0',
  precision: 'float64',
  device: 'CPU',
  threads: 1,
  reason: 'auto: the only one that works here',
  candidates: [
    { backend: 'onnx', mode: null, device: 'CPU', microsecondsPerStep: 93.5, note: 'measured' },
    { backend: 'tensorflow', mode: null, device: null, microsecondsPerStep: null, note: 'It is missing.' },
  ],
  epsilon: 0,
  parameters: 2,
  chunk: null,
  batch: null,
  memoryEstimate: null,
};
const summary: Summary = {
  ...completeSummary({}),
  finalLoss: Infinity,
  finalSharpness: NaN,
  maxSharpness: -Infinity,
  edgeRatio: 1 + Number.EPSILON,
  edgeRatioSd: null,
  flipRate: 1,
  maskedShare: 0,
  oscillationAmplitude: 5e-324,
  cycleRatio: null,
  edgeCrossingStep: 50,
  divergedAt: 1000,
};

test('a run keeps every field it is given, numbers that JSON has no words for too', () => {
  const { store, run } = storeWithRun();
  expect(run).toMatchObject({ status: 'queued', appVersion: '1.2.3', tags: [], step: 0, summary: null });
  const patch = {
    status: 'diverged',
    execution,
    step: 1000,
    seconds: 1.5,
    summary,
    problem: { code: 'diverged', message: 'It diverged.', place: 'optimizer.stepSize' },
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: '2026-01-02T03:05:05.000Z',
    name: 'Ravine — δ',
    note: 'a\nnote',
    tags: ['b', 'a'],
    pinned: true,
    archived: true,
  } as const;
  const changed = store.updateRun(run.id, patch);
  expect(changed).toEqual({ ...run, ...patch });
  expect(store.getRun(run.id)).toEqual(changed);
  expect(store.updateRun(run.id, { problem: null, pinned: false })).toEqual({
    ...changed,
    problem: null,
    pinned: false,
  });
  expect(store.updateRun(run.id, {})).toEqual({ ...changed, problem: null, pinned: false });
});

test('what a run is busy with is kept while it is active, and no longer', () => {
  const { store, run } = storeWithRun();
  const phase = { kind: 'stopping', what: '', since: '2026-01-31T12:00:00.000Z' } as const;
  expect(store.updateRun(run.id, { status: 'running', phase }).phase).toEqual(phase);
  expect(store.updateRun(run.id, { step: 5 }).phase).toEqual(phase);
  expect(store.updateRun(run.id, { status: 'stopped', phase }).phase).toBeNull();
});

test('runs are listed newest first, also those of one millisecond, and deleted ones apart', () => {
  const store = temporaryStore();
  const ids = Array.from({ length: 20 }, () => store.createRun(newRun).id);
  expect(new Set(ids).size).toBe(20);
  expect(store.listRuns().map(({ id }) => id)).toEqual(ids.toReversed());
  store.deleteRuns([ids[3]!, ids[5]!]);
  expect(store.listRuns({ deleted: true }).map(({ id }) => id)).toEqual([ids[5], ids[3]]);
  expect(store.getRun(ids[3]!)).toBeNull();
  expect(store.listRuns()).toHaveLength(18);
  store.restoreRuns([ids[3]!]);
  expect(store.getRun(ids[3]!)?.id).toBe(ids[3]);
});

test('what is not there is refused, and then nothing is changed', () => {
  const { store, run } = storeWithRun();
  const unknown = expect.objectContaining({
    code: 'unknown-run',
    message: 'There is no run none in the store.',
  }) as Error;
  const refused = [
    () => store.updateRun('none', { note: '' }),
    () => store.updateRun('none', {}),
    () => store.append('none', [], { step: 1, seconds: 1 }),
    () => store.readSeries('none', 'loss'),
    () => store.listSeries('none'),
    () => store.truncateAfter('none', 0),
    () => store.saveArrays('none', []),
    () => store.saveCheckpoint('none', { step: 0, seconds: 0, state: '', arrays: [] }),
    () => store.addEvent('none', { step: 0, kind: '', sentence: '' }),
    () => store.recorded('none'),
    () => store.deleteRuns([run.id, 'none']),
    () => store.restoreRuns(['none']),
  ];
  for (const call of refused) expect(call).toThrow(unknown);
  expect(store.getRun(run.id)).toEqual(run);
  expect(store.getRun('none')).toBeNull();
  expect(() => store.createRun({ ...newRun, id: run.id })).toThrow(
    expect.objectContaining({ code: 'run-exists' }) as Error,
  );
});

test('a row that this version cannot read is named', () => {
  const { store, run } = storeWithRun();
  const raw = new Database(store.file);
  for (const [column, value] of [
    ['experiment', '{"objective":{}}'],
    ['experiment', '{'],
    ['status', 'pondering'],
  ] as const) {
    raw.prepare(`UPDATE runs SET ${column} = ?`).run(value);
    expect(() => store.listRuns()).toThrow(
      expect.objectContaining({
        code: 'unreadable',
        message: expect.stringContaining(run.id) as string,
      }) as Error,
    );
  }
  raw.close();
});

test('runs deleted long ago are gone with all that was recorded when the store is next opened', () => {
  const { store, run } = storeWithRun();
  const kept = store.createRun(newRun);
  store.append(run.id, [everyStep('loss', 0, [1])], { step: 1, seconds: 1 });
  store.saveArrays(run.id, [{ name: 'start/w', shape: [1], values: Float64Array.of(1) }]);
  store.saveCheckpoint(run.id, {
    step: 1,
    seconds: 1,
    state: '{}',
    arrays: [{ name: 'w', shape: [1], values: Float64Array.of(2) }],
  });
  store.addEvent(run.id, { step: 1, kind: 'k', sentence: 's' });
  store.deleteRuns([run.id, kept.id]);
  const raw = new Database(store.file);
  const days = (count: number): string => new Date(Date.now() - count * 86_400_000).toISOString();
  raw.prepare('UPDATE runs SET deletedAt = ? WHERE id = ?').run(days(DELETED_DAYS + 1), run.id);
  raw.prepare('UPDATE runs SET deletedAt = ? WHERE id = ?').run(days(DELETED_DAYS - 1), kept.id);

  Store.open(store.file, { appVersion: '1.2.3' }).close();
  expect(store.listRuns({ deleted: true }).map(({ id }) => id)).toEqual([kept.id]);
  for (const table of ['series', 'chunks', 'arrays', 'contents', 'checkpoints', 'events'])
    expect([table, raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
  raw.close();
});

test('a store notices what another connection changes, once', () => {
  const { store, run } = storeWithRun();
  const other = temporaryStore(store.file);
  expect(store.changed()).toBe(false);
  other.updateRun(run.id, { note: 'from outside' });
  expect([store.changed(), store.changed()]).toEqual([true, false]);
  store.updateRun(run.id, { note: 'own' });
  expect(store.changed()).toBe(false);
});
