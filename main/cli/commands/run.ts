import { Option } from 'commander';
import type { Command } from 'commander';
import type { Lab } from '../../../app/contract/contract.ts';
import { LabError } from '../../../app/contract/contract.ts';
import { backends } from '../../../app/experiment/experiment.ts';
import { finish } from '../finish.ts';
import { runHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { inSource, isObject, readSpecs } from '../spec.ts';
import { Refusal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

interface RunOptions extends CommonOptions {
  readonly backend?: string;
  readonly parallel?: number;
}

/** `ravine run SPEC…`: experiments to their end, results in the order of completion. */
export function addRun(program: Command, terminal: Terminal): void {
  const command = program
    .command('run')
    .summary('run experiments to their end')
    .argument('<spec...>', 'an experiment file, - for standard input, or preset:NAME')
    .addOption(new Option('--backend <name>', 'instead of what the experiment says').choices(backends));
  common(command)
    .addHelpText('after', runHelp)
    .action((specs: string[], options: RunOptions) =>
      withLab(terminal, options, async (lab) => {
        const ids = await start(lab, specs, options, terminal);
        await finish(lab, ids, options, terminal);
      }),
    );
}

async function start(
  lab: Lab,
  specs: readonly string[],
  { backend }: RunOptions,
  terminal: Terminal,
): Promise<readonly string[]> {
  const written = await readSpecs(specs, await lab.call('presets.list', {}), terminal);
  const experiments = written.map(({ experiment }) =>
    backend !== undefined && isObject(experiment) ? { ...experiment, backend } : experiment,
  );
  try {
    return (await lab.call('runs.start', { experiments })).ids;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new Refusal(2, error.problems.map((problem) => inSource(problem, written)).join('\n'));
  }
}
