import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Which file each run goes to: `out` itself, or a file of its id in the folder `out`. Makes the folder. */
export function outputFiles(
  ids: readonly string[],
  out: string,
  ending: string,
): { readonly id: string; readonly file: string }[] {
  const folder = ids.length > 1 || /[\\/]$/.test(out) || isFolder(out);
  try {
    mkdirSync(folder ? out : dirname(out), { recursive: true });
  } catch (error) {
    throw new Refusal(1, `${out} cannot be written: ${(error as Error).message}.`);
  }
  return ids.map((id) => ({ id, file: folder ? join(out, `${id}.${ending}`) : out }));
}

/** Writes a file whole or not at all. */
export async function writeFile(file: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof Error && 'syscall' in error)
      throw new Refusal(1, `${file} cannot be written: ${error.message}.`);
    throw error;
  }
}

/** Writes to standard output, as fast as its reader takes it. */
export function writeOut(terminal: Terminal, pieces: Iterable<string | Uint8Array>): Promise<void> {
  return pipeline(Readable.from(pieces), terminal.stdout, { end: false });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
