import type { Command } from 'commander';
import { finish } from '../finish.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRuns } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine resume ID…`: runs that were stopped, interrupted or failed, from their last checkpoint to their end. */
export function addResume(program: Command, terminal: Terminal): void {
  common(program.command('resume').summary('go on with stopped, interrupted or failed runs'))
    .argument('<id...>', 'run ids, or beginnings of them')
    .action((given: string[], options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const ids = findRuns(await knownIds(lab), given);
        await lab.call('runs.resume', { ids });
        await finish(lab, ids, options, terminal);
      }),
    );
}
