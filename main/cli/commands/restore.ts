import type { Command } from 'commander';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine restore ID…`: undoes `ravine delete`. */
export function addRestore(program: Command, terminal: Terminal): void {
  common(program.command('restore').summary('bring deleted runs back'))
    .argument('<id...>', 'run ids, whole, as `ravine delete` printed them')
    .action((ids: string[], options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        await lab.call('runs.restore', { ids });
        ids.forEach((id) => print(terminal, options.json ? JSON.stringify({ id, deleted: false }) : id));
      }),
    );
}
