import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StoreError } from './error.ts';
import type { Imported } from './import.ts';
import { Store } from './store.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'ravine-import-'));
  try {
    const copy = join(folder, 'store.sqlite');
    copyWithLog(file, copy);
    const other = Store.open(copy, options);
    try {
      const [damaged] = other.messages;
      if (damaged !== undefined && !other.readOnly)
        throw new StoreError('damaged', `${file} cannot be imported: it is damaged, or not a store.`);
      return other
        .listRuns()
        .reverse()
        .map((run) => store.importRun(other.recorded(run.id)));
    } finally {
      other.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A store and the log of what is not yet in it. */
function copyWithLog(from: string, to: string): void {
  try {
    copyFileSync(from, to);
    if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
  } catch (error) {
    throw new StoreError('unreadable', `${from} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
