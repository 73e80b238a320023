import type { Command } from 'commander';
import { jsonLine, table } from '../format.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine presets`: the examples that ship with the lab. */
export function addPresets(program: Command, terminal: Terminal): void {
  common(program.command('presets').summary('list the examples: `ravine run preset:NAME`')).action(
    (options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const presets = await lab.call('presets.list', {});
        if (options.json) presets.forEach((preset) => print(terminal, jsonLine(preset)));
        else print(terminal, table(presets.map(({ name, title, sentence }) => [name, title, sentence])));
      }),
  );
}
