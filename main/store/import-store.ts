import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StoreError } from './error.ts';
import type { Imported } from './import.ts';
import { Store } from './store.ts';

/** The first bytes of every SQLite database. */
const SIGNATURE = 'SQLite format 3\0';

/** Whether a file is a database by its first bytes. @throws StoreError if it cannot be read. */
export function isDatabase(path: string): boolean {
  return reading(path, () => {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(SIGNATURE.length);
      readSync(file, start);
      return start.toString('latin1') === SIGNATURE;
    } finally {
      closeSync(file);
    }
  });
}

/**
 * Takes all runs of another lab's store file, the oldest first. The file is copied and its copy opened, so that it stays as it is, also
 * where it was written by an older version or lies where nothing can be written. @throws StoreError
 */
export function importStore(
  store: Store,
  path: string,
  options: { readonly appVersion: string },
): Imported[] {
  const file = resolve(path);
  if (file === store.file)
    throw new StoreError(
      'not-a-store',
      `${file} is the store that is open: there is nothing to import from it.`,
    );
  if (!isDatabase(file)) throw notImported(file, 'not-a-store', 'it is not a Ravine store');
  const folder = mkdtempSync(join(tmpdir(), 'ravine-import-'));
  try {
    const copy = join(folder, 'store.sqlite');
    reading(file, () => {
      copyFileSync(file, copy);
      // What is not yet in the file itself.
      if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    });
    return importCopy(store, file, copy, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importCopy(
  store: Store,
  file: string,
  copy: string,
  options: { readonly appVersion: string },
): Imported[] {
  const other = openCopy(file, copy, options);
  try {
    return other
      .listRuns()
      .reverse()
      .map((run) => store.importRun(other.recorded(run.id)));
  } finally {
    other.close();
  }
}

function openCopy(file: string, copy: string, options: { readonly appVersion: string }): Store {
  try {
    const other = Store.open(copy, options);
    if (other.readOnly || other.messages.length === 0) return other;
    other.close();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'not-a-store')
      throw notImported(file, 'not-a-store', 'it is a database of another program');
    throw error;
  }
  throw notImported(file, 'damaged', 'it is damaged');
}

function notImported(file: string, code: StoreError['code'], reason: string): StoreError {
  return new StoreError(code, `${file} cannot be imported: ${reason}.`);
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StoreError('unreadable', `${file} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
