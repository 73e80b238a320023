import Database from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { storeError, StoreError } from '../../../main/store/error.ts';
import { processOwner } from '../../../main/store/owner.ts';
import { runsAndSeries } from '../../../main/store/migrations/0001-runs-and-series.ts';
import { Store } from '../../../main/store/store.ts';
import { writeOlderStore } from './older/older-store.ts';
import { everyStep, newRun, temporaryFolder, temporaryStore } from './fixture.ts';

const options = { appVersion: '1.2.3' };

test('a new file, also in folders that are not there yet, has the newest schema and keeps what is put in', () => {
  const file = join(temporaryFolder(), 'deep/er/store.sqlite');
  const first = Store.open(file, options);
  expect([first.file, first.readOnly, first.messages]).toEqual([file, false, []]);
  const run = first.createRun(newRun);
  first.append(run.id, [everyStep('loss', 0, [1, 2])], { step: 2, seconds: 0.5 });
  first.close();

  const raw = new Database(file, { readonly: true });
  expect(raw.pragma('user_version', { simple: true })).toBe(5);
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  const tables = raw.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[];
  const own = tables.filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'));
  expect(own.map(({ name }) => name).sort()).toEqual([
    'arrays',
    'bookmarks',
    'checkpoints',
    'chunks',
    'contents',
    'events',
    'owners',
    'runs',
    'series',
  ]);
  expect(own.every(({ strict }) => strict === 1)).toBe(true);
  raw.close();

  const second = temporaryStore(file);
  expect(second.listRuns()).toEqual([{ ...run, step: 2, seconds: 0.5 }]);
  expect([...second.readSeries(run.id, 'loss').value]).toEqual([1, 2]);
});

test('a run of the first schema that TensorFlow computed was computed by its kernels', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  writeOlderStore(1, file);
  const raw = new Database(file);
  raw.exec(`UPDATE runs SET execution = json_set(execution, '$.backend', 'tensorflow')`);
  raw.close();
  const modes = temporaryStore(file)
    .listRuns()
    .map(({ execution }) => execution?.mode);
  expect(modes).toEqual(['plain', 'plain', 'plain']);
});

test('of the copies made before changes of the schema the newest three stay, and other files', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'store.sqlite');
  const copies = ['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'].map(
    (day) => `store.sqlite.before-${day}T00-00-00.000Z`,
  );
  for (const name of [...copies, 'other.sqlite.before-2020-01-01T00-00-00.000Z'])
    writeFileSync(join(folder, name), '');
  writeOlderStore(1, file);
  temporaryStore(file);
  const left = readdirSync(folder).filter((name) => name.includes('.before-'));
  expect(left).toHaveLength(4);
  expect(left).toEqual(
    expect.arrayContaining([...copies.slice(2), 'other.sqlite.before-2020-01-01T00-00-00.000Z']),
  );
});

test('a store that cannot be copied is not brought up to date', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const raw = new Database(file);
  raw.exec(runsAndSeries.sql);
  raw.pragma('application_id = 0x52617669');
  raw.pragma('user_version = 1');
  raw.close();
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  mkdirSync(`${file}.before-1970-01-01T00-00-00.000Z`); // in the copy's place
  expect(() => Store.open(file, options)).toThrow(StoreError);
  const left = new Database(file, { readonly: true });
  expect(left.pragma('user_version', { simple: true })).toBe(1);
  left.close();
});

test('a file of a newer schema is read, and says why it cannot be written', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const before = Store.open(file, options);
  const run = before.createRun(newRun);
  before.close();
  const raw = new Database(file);
  raw.pragma('user_version = 7');
  raw.close();
  const bytes = readFileSync(file);

  const store = temporaryStore(file);
  expect(store.readOnly).toBe(true);
  expect(store.messages).toEqual([
    expect.stringMatching(/newer Ravine \(schema 7; this one knows 5\).*reading only/),
  ]);
  expect(store.listRuns()).toEqual([run]);
  expect(store.markInterrupted(Date.now() + 1e9)).toEqual([]);
  const refused = expect.objectContaining({ name: 'StoreError', code: 'read-only' }) as Error;
  const writings = [
    () => store.createRun(newRun),
    () => store.updateRun(run.id, { note: 'n' }),
    () => store.append(run.id, [], { step: 1, seconds: 1 }),
    () => store.deleteRuns([run.id]),
    () => store.heartbeat(processOwner()),
  ];
  for (const write of writings) expect(write).toThrow(refused);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a newer schema that has nothing for this version is refused with what is missing', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  Store.open(file, options).close();
  const raw = new Database(file);
  raw.exec('DROP TABLE chunks');
  raw.pragma('user_version = 7');
  raw.close();
  expect(() => Store.open(file, options)).toThrow(
    expect.objectContaining({
      code: 'failed',
      message: expect.stringMatching(/no such table: chunks/) as string,
    }) as Error,
  );
});

test.each([
  [
    'no database at all',
    (file: string) => writeFileSync(file, 'not a database, but long enough to be read as one'.repeat(30)),
  ],
  [
    'a store with runs overwritten',
    (file: string) => {
      const store = Store.open(file, options);
      for (let i = 0; i < 200; i++) store.createRun(newRun);
      store.close();
      const size = readFileSync(file).length;
      const handle = openSync(file, 'r+');
      writeSync(handle, Buffer.alloc(size - 8192, 0xa5), 0, size - 8192, 8192);
      closeSync(handle);
    },
  ],
])('a damaged file (%s) is set aside whole, named, and a new one begun', (_case, damage) => {
  const folder = temporaryFolder();
  const file = join(folder, 'store.sqlite');
  damage(file);
  const bytes = readFileSync(file);
  const store = temporaryStore(file);
  const aside = readdirSync(folder).find((name) => /^store\.sqlite\.damaged-[\dT.Z-]+$/.test(name))!;
  expect(readFileSync(join(folder, aside)).equals(bytes)).toBe(true);
  expect(store.messages).toEqual([expect.stringContaining(join(folder, aside))]);
  expect(store.listRuns()).toEqual([]);
  store.createRun(newRun);
});

test("another program's database is refused and stays as it is", () => {
  const file = join(temporaryFolder(), 'photos.db');
  const raw = new Database(file);
  raw.exec('CREATE TABLE photos (name TEXT)');
  raw.close();
  const bytes = readFileSync(file);
  expect(() => Store.open(file, options)).toThrow(
    expect.objectContaining({
      code: 'not-a-store',
      message: expect.stringContaining(file) as string,
    }) as Error,
  );
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a place where no file can be made is refused with the place', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken'));
  for (const place of ['file/store.sqlite', 'taken'])
    expect(() => Store.open(join(folder, place), options)).toThrow(
      expect.objectContaining({
        code: 'unwritable',
        message: expect.stringContaining(folder) as string,
      }) as Error,
    );
});

test('what SQLite reports is told as what happened to which file', () => {
  const raw = new Database(join(temporaryFolder(), 'full.sqlite'));
  raw.pragma('max_page_count = 2');
  const full = (): void => void raw.exec('CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f)');
  let error: unknown;
  try {
    full();
  } catch (thrown) {
    error = storeError('/lab/store.sqlite', thrown);
  }
  raw.close();
  expect(error).toMatchObject({
    code: 'disk-full',
    message:
      'The store /lab/store.sqlite could not grow: the disk is full. Free some space; what was stored before is kept.',
  });
  const other = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
  expect(storeError('/f', other)).toMatchObject({
    code: 'failed',
    message: expect.stringContaining('disk I/O error') as string,
  });
  const busy = new Database.SqliteError('database is locked', 'SQLITE_BUSY_SNAPSHOT');
  expect(storeError('/f', busy)).toMatchObject({ code: 'busy' });
});

test('damage among the points is told when they are read, and the rest stays readable', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const before = Store.open(file, options);
  const run = before.createRun(newRun);
  before.append(run.id, [everyStep('loss', 0, new Float64Array(100_000).fill(Math.PI))], {
    step: 1e5,
    seconds: 1,
  });
  before.close();
  const raw = new Database(file);
  const root = raw
    .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'chunks'`)
    .pluck()
    .get() as number;
  raw.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(8192, 0xff), 0, 8192, (root - 1) * 8192);
  closeSync(handle);

  const store = temporaryStore(file);
  expect(store.getRun(run.id)?.step).toBe(1e5);
  expect(() => store.readSeries(run.id, 'loss')).toThrow(
    expect.objectContaining({ code: 'damaged' }) as Error,
  );
});
