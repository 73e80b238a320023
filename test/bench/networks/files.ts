import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

let folder: string | null = null;

/** A place for data of rows that no data set of the lab has; it goes with this process. */
export function filePlace(name: string): string {
  if (folder === null) {
    const made = mkdtempSync(join(tmpdir(), 'ravine-rows-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return join(folder, name);
}
