import type { Command } from 'commander';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRuns } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine delete ID…`: takes runs out of the lab; `ravine restore` brings them back. */
export function addDelete(program: Command, terminal: Terminal): void {
  common(program.command('delete').summary('delete runs; `ravine restore` brings them back'))
    .argument('<id...>', 'run ids, or beginnings of them')
    .action((given: string[], options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const ids = findRuns(await knownIds(lab), given);
        await lab.call('runs.delete', { ids });
        ids.forEach((id) => print(terminal, options.json ? JSON.stringify({ id, deleted: true }) : id));
      }),
    );
}
