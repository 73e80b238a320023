import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { completeSummary } from '../../../app/run/summary.ts';
import { Runs } from '../../../renderer/state/runs.svelte.ts';
import { changedTags } from '../../../renderer/state/tags.ts';
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

test('archived runs are shown by themselves; pinned ones come first in any order', async () => {
  const lab = new StillLab({
    'runs.list': () => [
      run('c', { createdAt: '2025-03-03T00:00:00Z', archived: true }),
      run('b', { createdAt: '2025-03-02T00:00:00Z' }),
      run('a', { createdAt: '2025-03-01T00:00:00Z', pinned: true }),
    ],
  });
  const runs = new Runs(lab);
  await runs.load();
  const table = new RunTable(runs);
  expect([ids(table.rows), table.count, table.archivedCount]).toEqual(['ab', 2, 1]);
  table.sortBy('date');
  expect(ids(table.rows)).toBe('ab');
  table.archived = true;
  expect(ids(table.rows)).toBe('c');
});

test('the address holds what is searched, sorted and shown, and gives it back', async () => {
  const { table } = await opened();
  expect(table.address).toEqual({ view: 'runs' });
  table.search = 'λ₁>40';
  table.sortBy('finalLoss');
  table.archived = true;
  const { address } = table;
  expect(address).toEqual({ view: 'runs', search: 'λ₁>40', sort: 'finalLoss', archived: true });
  table.take({ view: 'runs' });
  expect([table.search, table.sortedBy, table.descending, table.archived]).toEqual(['', 'date', true, false]);
  table.take(address);
  expect(table.address).toEqual(address);
});

test('shift selects every row between', async () => {
  const { table } = await opened();
  table.toggle('c');
  table.toggleTo('a');
  expect(ids(table.selectedRuns)).toBe('cba');
  table.selected.clear();
  table.search = 'status:diverged'; // the row it would begin at is not there
  table.toggleTo('c');
  expect(ids(table.selectedRuns)).toBe('c');
});

test('a search that cannot be understood says what is expected; the rest of it is heeded', async () => {
  const { table } = await opened();
  table.search = 'λ₁>much status:diverged';
  expect(table.problems).toEqual([expect.stringContaining('a number is expected after >')]);
  expect(ids(table.rows)).toBe('c');
  table.search = 'stepsiz<1';
  expect(table.problems).toEqual([expect.stringContaining('No run has “stepsiz”')]);
});

test('columns are chosen, kept over a reload, and are those of the CSV; the name stays', async () => {
  const { runs } = await opened();
  sessionStorage.clear();
  const table = new RunTable(runs, sessionStorage);
  for (const { name } of [...table.columns]) table.toggleColumn(name);
  table.toggleColumn('finalLoss');
  table.toggleColumn('tags');
  expect(table.columns.map(({ name }) => name)).toEqual(['name', 'finalLoss', 'tags']);
  const again = new RunTable(runs, sessionStorage);
  expect(again.columns).toEqual(table.columns);
  expect(again.csv()).toBe(
    'id,name,finalLoss,tags\r\n' +
      ['c', 'b', 'a']
        .map(
          (id) =>
            `${id},${runs.byId.get(id)?.name ?? ''},${id === 'c' ? '' : id === 'b' ? '0.1' : '0.01'},\r\n`,
        )
        .join(''),
  );
  sessionStorage.setItem('ravine-columns', 'nothing,of,this');
  expect(new RunTable(runs, sessionStorage).columns.length).toBeGreaterThan(5);
});

test('tags are added and taken away, each once', () => {
  expect(changedTags(['a', 'draft'], 'paper, -draft,a, ')).toEqual(['a', 'paper']);
  expect(changedTags([], '-none')).toEqual([]);
  expect(changedTags([], 'x'.repeat(99))).toEqual(['x'.repeat(60)]);
});
