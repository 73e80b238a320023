import { Option } from 'commander';
import type { Command } from 'commander';
import type { RecordedRun } from '../../../app/run/recorded-run.ts';
import { toCsv } from '../../exchange/csv.ts';
import { toJson } from '../../exchange/json-export.ts';
import { toNpz } from '../../exchange/npz.ts';
import { exportHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { outputFiles, writeFile, writeOut } from '../output-file.ts';
import { findRuns } from '../run-name.ts';
import { withStore } from '../session.ts';
import { print, Refusal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** How a run becomes a file, by the file's ending. */
const formats = { json: toJson, csv: toCsv, npz: toNpz } satisfies Record<
  string,
  (run: RecordedRun) => Iterable<string | Uint8Array>
>;

type Format = keyof typeof formats;

interface ExportOptions extends CommonOptions {
  readonly format: Format;
  readonly out?: string;
}

/** `ravine export ID…`: runs as files for other programs. */
export function addExport(program: Command, terminal: Terminal): void {
  const format = new Option('--format <format>', 'what to write').choices(Object.keys(formats));
  common(program.command('export').summary('write runs as JSON, CSV or NumPy files'))
    .argument('<id...>', 'run ids, or beginnings of them')
    .addOption(format.makeOptionMandatory())
    .option('--out <file>', 'where to write: a file, for several runs a folder')
    .addHelpText('after', exportHelp)
    .action((given: string[], options: ExportOptions) =>
      withStore(terminal, options, async (store) => {
        const ids = findRuns(
          store.listRuns().map(({ id }) => id),
          given,
        );
        const written = (id: string): Iterable<string | Uint8Array> =>
          formats[options.format](store.recorded(id));
        if (options.out === undefined) {
          checkStandardOutput(ids, options.format);
          for (const id of ids) await writeOut(terminal, written(id));
          return;
        }
        for (const { id, file } of outputFiles(ids, options.out, options.format)) {
          await writeFile(file, written(id));
          print(terminal, options.json ? JSON.stringify({ id, file }) : file);
        }
      }),
    );
}

function checkStandardOutput(ids: readonly string[], format: Format): void {
  if (format === 'npz') throw new Refusal(2, 'An npz file is not text: say where it goes with --out FILE.');
  if (format === 'csv' && ids.length > 1)
    throw new Refusal(2, 'Several runs are several tables: say where they go with --out FOLDER.');
}
