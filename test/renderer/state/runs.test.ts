import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { completeSummary } from '../../../app/run/summary.ts';
import { Runs } from '../../../renderer/state/runs.svelte.ts';
import { RunTable } from '../../../renderer/state/run-table.svelte.ts';
import { run, sam } from '../run.ts';
import { StillLab } from '../still-lab.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const summary = {
  ...completeSummary({}),
  finalLoss: 0.1,
  finalSharpness: 9,
  maxSharpness: 11,
  edgeRatio: 1.01,
  edgeRatioSd: 0.01,
  flipRate: null,
  maskedShare: 0,
  oscillationAmplitude: 0,
  cycleRatio: null,
  edgeCrossingStep: 400,
  divergedAt: null,
};

const listed = [
  run('c', { createdAt: '2025-03-03T00:00:00Z', status: 'diverged' }, { optimizer: sam(0.2, 0.05) }),
  run('b', { createdAt: '2025-03-02T00:00:00Z', summary }),
  run('a', { createdAt: '2025-03-01T00:00:00Z', summary: { ...summary, finalLoss: 0.01 } }),
];

async function opened(): Promise<{ lab: StillLab; runs: Runs; table: RunTable }> {
  const lab = new StillLab({ 'runs.list': () => listed });
  const runs = new Runs(lab);
  await runs.load();
  return { lab, runs, table: new RunTable(runs) };
}

const ids = (rows: readonly { id: string }[] | null): string => (rows ?? []).map(({ id }) => id).join('');

test('new, changed and removed runs are in the list within a tenth of a second', async () => {
  const { lab, runs } = await opened();
  lab.tell({ type: 'run', run: run('d', { createdAt: '2025-03-04T00:00:00Z', status: 'running', step: 5 }) });
  lab.tell({ type: 'points', id: 'd', step: 9 });
  lab.tell({ type: 'removed', ids: ['b'] });
  expect(ids(runs.list)).toBe('cba');
  vi.advanceTimersByTime(100);
  flushSync();
  expect(ids(runs.list)).toBe('dca');
  expect(runs.byId.get('d')?.step).toBe(9);
});

test('news of a study change no run', async () => {
  const { lab, runs } = await opened();
  lab.tell({ type: 'study', id: 'a', study: 'spectrum', share: 0.5, what: '' });
  vi.advanceTimersByTime(100);
  expect(runs.list).toEqual(listed);
});

test('a run that was removed and restored is there again', async () => {
  const { lab, runs } = await opened();
  lab.tell({ type: 'removed', ids: ['b'] });
  lab.tell({ type: 'run', run: run('b', { createdAt: '2025-03-02T00:00:00Z' }) });
  vi.advanceTimersByTime(100);
  expect(ids(runs.list)).toBe('cba');
});

test('late news of points do not turn a run back', async () => {
  const { lab, runs } = await opened();
  lab.tell({ type: 'points', id: 'a', step: 10 });
  vi.advanceTimersByTime(100);
  expect(runs.byId.get('a')?.step).toBe(3000);
});

test('runs without a value come last in either order', async () => {
  const { table } = await opened();
  table.sortBy('finalLoss');
  expect(ids(table.rows)).toBe('abc');
  table.sortBy('finalLoss');
  expect(ids(table.rows)).toBe('bac');
});

test('words are searched in names, states and settings, all of them', async () => {
  const { table } = await opened();
  const found = (search: string): string => {
    table.search = search;
    return ids(table.rows);
  };
  expect(found('SAM')).toBe('c');
  expect(found('optimizer.stepSize=0.05')).toBe('ba');
  expect(found('diverged radius=0.05')).toBe('c');
  expect(found('diverged stepsize=0.05')).toBe('');
});

test('selecting all selects what was found, and what is selected stays so under another search', async () => {
  const { table } = await opened();
  table.search = 'finished';
  table.toggleAll();
  table.search = '';
  expect(ids(table.selectedRuns)).toBe('ba');
  table.toggleAll();
  expect(table.selected.size).toBe(3);
  table.toggleAll();
  expect(table.selected.size).toBe(0);
});
