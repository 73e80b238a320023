import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StoreError, storeError } from './error.ts';
import { migrations } from './migrations/list.ts';

const APPLICATION_ID = 0x52617669; // 'Ravi'
const BUSY_MS = 5000;
const NEWEST = migrations.at(-1)!.version;
const BEFORE = '.before-';
const COPIES = 3; // of stores before a change of their schema: the newest stay

export interface Connection {
  readonly database: Database.Database;
  readonly readOnly: boolean;
  /** What a user should know about how the file was opened. */
  readonly messages: readonly string[];
}

/**
 * Opens a store file, creates it where there is none, and brings its schema up to date, after copying it beside. A file of a newer schema is opened for reading
 * only; a damaged one is set aside under another name, and a new one begun. @throws StoreError
 */
export function openConnection(path: string): Connection {
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new StoreError(
      'unwritable',
      `The folder ${dirname(file)} for the store cannot be made: ${(error as Error).message}. Choose another place with --store.`,
      { cause: error },
    );
  }
  try {
    return connect(file, []);
  } catch (error) {
    const problem = storeError(file, error);
    if (!(problem instanceof StoreError) || problem.code !== 'damaged') throw problem;
    const aside = setAside(file);
    const message = `The store ${file} was damaged (${(problem.cause as Error).message}). It was set aside as ${aside}, and a new one begun; \`sqlite3 ${aside} .recover\` saves what is left in it.`;
    try {
      return connect(file, [message]);
    } catch (again) {
      throw storeError(file, again);
    }
  }
}

function connect(file: string, messages: readonly string[]): Connection {
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    const version = versionOf(database, file);
    if (version > NEWEST) {
      database.close();
      return openNewer(file, version, messages);
    }
    if (version === 0) {
      // They hold only when set before the first table.
      database.pragma('page_size = 8192');
      database.pragma('auto_vacuum = INCREMENTAL');
    }
    const mode = database.pragma('journal_mode = WAL', { simple: true }) as string;
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('journal_size_limit = 67108864');
    const kept = version > 0 && version < NEWEST ? keepCopy(database, file) : null;
    migrate(database);
    check(database);
    if (kept !== null) dropOldCopies(file);
    return {
      database,
      readOnly: false,
      messages: [
        ...messages,
        ...(kept === null
          ? []
          : [
              `The store ${file} was brought from schema ${version} to ${NEWEST}. As it was before it is kept as ${kept}.`,
            ]),
        ...(mode === 'wal'
          ? []
          : [
              `The store ${file} lies where a write-ahead log is not possible (journal mode ${mode}): use it from one process at a time.`,
            ]),
      ],
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function openNewer(file: string, version: number, messages: readonly string[]): Connection {
  return {
    database: new Database(file, { readonly: true, timeout: BUSY_MS }),
    readOnly: true,
    messages: [
      ...messages,
      `The store ${file} was written by a newer Ravine (schema ${version}; this one knows ${NEWEST}). It is open for reading only: update Ravine, or choose another file with --store.`,
    ],
  };
}

/** The schema's version; 0 for an empty file. @throws StoreError if it is another program's database. */
function versionOf(database: Database.Database, file: string): number {
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (tables > 0 && database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new StoreError(
      'not-a-store',
      `${file} is a database of another program, not a Ravine store. It was left as it is: choose another file with --store.`,
    );
  return database.pragma('user_version', { simple: true }) as number;
}

/** Copies a store, whole as it stands, before its schema changes. @returns the copy's name */
function keepCopy(database: Database.Database, file: string): string {
  const copy = `${file}${BEFORE}${stamp()}`;
  database.prepare('VACUUM INTO ?').run(copy);
  return copy;
}

/** Keeps the newest copies alone; one that cannot be removed stays. */
function dropOldCopies(file: string): void {
  const begin = basename(file) + BEFORE;
  const copies = readdirSync(dirname(file)).filter((name) => name.startsWith(begin)); // their times sort as text
  for (const name of copies.sort().slice(0, -COPIES))
    try {
      rmSync(join(dirname(file), name));
    } catch {
      // It takes room, and nothing else depends on it.
    }
}

function migrate(database: Database.Database): void {
  if (database.pragma('user_version', { simple: true }) === NEWEST) return;
  database
    .transaction(() => {
      // Read again: another process may have done it meanwhile.
      const version = database.pragma('user_version', { simple: true }) as number;
      for (const migration of migrations) if (migration.version > version) database.exec(migration.sql);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${NEWEST}`);
    })
    .immediate();
}

/** Looks through the small tables; the chunks of a large store would take too long, and damage there is told when they are read. */
function check(database: Database.Database): void {
  for (const table of ['runs', 'series', 'owners', 'bookmarks']) {
    const found = database.pragma(`quick_check('${table}')`, { simple: true }) as string;
    if (found !== 'ok') throw new Database.SqliteError(found, 'SQLITE_CORRUPT');
  }
}

/** This moment as part of a file's name. */
function stamp(): string {
  return new Date().toISOString().replaceAll(':', '-');
}

/** Renames a file and what SQLite keeps beside it. @returns its new name. */
function setAside(file: string): string {
  const aside = `${file}.damaged-${stamp()}`;
  try {
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  } catch (error) {
    throw new StoreError(
      'damaged',
      `The store ${file} is damaged and could not be set aside: ${(error as Error).message}. Close what uses it, or choose another file with --store.`,
      { cause: error },
    );
  }
  return aside;
}
