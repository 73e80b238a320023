import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { OpenedExperiment } from '../../app/contract/desktop.ts';
import { isExperimentName } from '../../app/experiment/experiment-file.ts';

/** A file that the application is asked to open: the store of a lab, an experiment, or why it is neither. */
export type OpenedFile =
  { readonly store: string } | { readonly experiment: OpenedExperiment } | { readonly problem: string };

const LARGEST_EXPERIMENT = 16 << 20; // bytes: a thousand experiments with long vectors
const SQLITE = 'SQLite format 3\0';

/** Looks what a file is: by its content where it is a store, by its name where it is an experiment. */
export function openFile(path: string): OpenedFile {
  try {
    if (beginsWith(path, SQLITE)) return { store: path };
    if (!isExperimentName(path))
      return {
        problem: `${path} is no file of Ravine: it opens experiments (.ravine, .json) and the stores of labs (.sqlite).`,
      };
    const { size } = statSync(path);
    if (size > LARGEST_EXPERIMENT)
      return { problem: `${path} has ${size} bytes; an experiment file has at most ${LARGEST_EXPERIMENT}.` };
    return { experiment: { name: basename(path), text: readFileSync(path, 'utf8') } };
  } catch (error) {
    return { problem: `${path} could not be read: ${(error as Error).message}.` };
  }
}

/** The files named in a command line: what follows the program and is no option. */
export function filesOf(argv: readonly string[]): string[] {
  return argv.filter((word) => !word.startsWith('-'));
}

function beginsWith(path: string, text: string): boolean {
  const file = openSync(path, 'r');
  try {
    const begin = Buffer.alloc(text.length);
    readSync(file, begin, 0, begin.length, 0);
    return begin.toString('latin1') === text;
  } finally {
    closeSync(file);
  }
}
