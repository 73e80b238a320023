import { Command, CommanderError } from 'commander';
import { LabError } from '../../app/contract/contract.ts';
import { appVersion } from '../app-version.ts';
import { addCompare } from './commands/compare.ts';
import { addDelete } from './commands/delete.ts';
import { addDistance } from './commands/distance.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addFlow } from './commands/flow.ts';
import { addFork } from './commands/fork.ts';
import { addImport } from './commands/import.ts';
import { addList } from './commands/list.ts';
import { addPresets } from './commands/presets.ts';
import { addRestore } from './commands/restore.ts';
import { addResume } from './commands/resume.ts';
import { addRun } from './commands/run.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSlice } from './commands/slice.ts';
import { addSpectrum } from './commands/spectrum.ts';
import { programHelp } from './help.ts';
import { Refusal, say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** The commands, in the order of the help. */
const commands = [
  addRun,
  addResume,
  addFork,
  addList,
  addShow,
  addCompare,
  addSpectrum,
  addSlice,
  addFlow,
  addDistance,
  addDelete,
  addRestore,
  addPresets,
  addExport,
  addImport,
  addServe,
  addDoctor,
];

/** Runs a command line. @returns the exit status: 0, 1, 2 or 130. Never throws. */
export async function ravine(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('ravine')
    .description('A laboratory for the dynamics of Sharpness-Aware Minimization.')
    .version(appVersion())
    .addHelpText('after', programHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  for (const add of commands) add(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return status(error, terminal);
  }
}

function status(error: unknown, terminal: Terminal): number {
  // Commander has said what there was to say; help asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) {
    if (error.message !== '') say(terminal, error.message);
    return error.status;
  }
  say(terminal, error instanceof Error ? error.message : String(error));
  return error instanceof LabError ? 2 : 1;
}
