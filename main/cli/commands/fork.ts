import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { LabError } from '../../../app/contract/contract.ts';
import { changesOf } from '../../../app/experiment/fork.ts';
import type { Assignment } from '../../../app/experiment/fork.ts';
import type { Point } from '../../../app/study/study.ts';
import { finish } from '../finish.ts';
import { forkHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRun } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { pointNamed } from '../study.ts';
import type { Terminal } from '../terminal.ts';

interface ForkOptions extends CommonOptions {
  readonly at?: Point;
  readonly set: readonly Assignment[];
}

/** `ravine fork ID`: a new run from a point of another, with some settings changed, to its end. */
export function addFork(program: Command, terminal: Terminal): void {
  common(program.command('fork').summary('run on from a point of a run, with changed settings'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .option('--at <point>', 'start, final, or a step at which the run keeps its parameters', pointNamed)
    .option(
      '--set <place=value>',
      'a setting of the fork; several times',
      (text, before: readonly Assignment[]) => [...before, assignment(text)],
      [],
    )
    .addHelpText('after', forkHelp)
    .action((given: string, { at: point, set, ...options }: ForkOptions) =>
      withLab(terminal, options, async (lab) => {
        const id = findRun(await knownIds(lab), given);
        const { experiment } = await lab.call('runs.get', { id });
        const changed = changesOf(experiment, set);
        if ('problems' in changed) throw new LabError(changed.problems);
        const forked = await lab.call('runs.fork', { id, point, changes: changed.changes });
        await finish(lab, [forked.id], options, terminal);
      }),
    );
}

/** `optimizer.stepSize=0.1`: the value as JSON, or the text itself. */
function assignment(text: string): Assignment {
  const [, place, value] = /^([A-Za-z]+(?:\.[A-Za-z]+)*)=(.*)$/s.exec(text) ?? [];
  if (place === undefined || value === undefined)
    throw new InvalidArgumentError(
      'Expected a place in the experiment and its value, optimizer.stepSize=0.1.',
    );
  return { path: place.split('.'), value: valueOf(value) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
