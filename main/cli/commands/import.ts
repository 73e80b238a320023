import { open, readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ExchangeError } from '../../exchange/error.ts';
import { appVersion } from '../../app-version.ts';
import type { Imported } from '../../store/import.ts';
import { importStore } from '../../store/import-store.ts';
import type { Store } from '../../store/store.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withStore } from '../session.ts';
import { print, Refusal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** How every SQLite file begins. */
const SQLITE = 'SQLite format 3\0';

/** `ravine import FILE…`: takes back what `export --format json` wrote, and the runs of other labs' store files. */
export function addImport(program: Command, terminal: Terminal): void {
  common(program.command('import').summary('take in exported runs (JSON) and other labs’ store files'))
    .argument('<file...>', 'what `ravine export --format json` wrote, or a store')
    .action((files: string[], options: CommonOptions) =>
      withStore(terminal, options, async (store) => {
        for (const file of files)
          for (const imported of await importFile(store, file))
            print(terminal, options.json ? JSON.stringify({ file, ...imported }) : words(imported));
      }),
    );
}

async function importFile(store: Store, file: string): Promise<Imported[]> {
  try {
    if (await isStore(file)) return importStore(store, file, { appVersion: appVersion() });
    // The parser of formulas takes 0.4 s to load: the other commands do not wait for it.
    const { fromJson } = await import('../../exchange/json-import.ts');
    return fromJson(await readFile(file, 'utf8')).map((run) => store.importRun(run));
  } catch (error) {
    if (error instanceof ExchangeError) throw new Refusal(2, problems(file, error));
    if (error instanceof Error && 'syscall' in error)
      throw new Refusal(
        2,
        `${file} cannot be read (${'code' in error ? String(error.code) : error.message}).`,
      );
    throw error;
  }
}

async function isStore(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === SQLITE;
  } finally {
    await handle.close();
  }
}

function problems(file: string, error: ExchangeError): string {
  return error.problems
    .map(({ place, message }) => [file, place, message].filter(Boolean).join(': '))
    .join('\n');
}

function words({ id, outcome }: Imported): string {
  const said = {
    imported: id,
    renamed: `${id} (a new id: its own was taken by another run)`,
    present: `${id} (was there already)`,
  };
  return said[outcome];
}
