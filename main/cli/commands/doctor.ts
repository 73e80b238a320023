import type { Command } from 'commander';
import type { BackendState, LabDescription } from '../../../app/contract/contract.ts';
import { modesText } from '../../../app/contract/modes-text.ts';
import { jsonLine, table } from '../format.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine doctor`: what there is to compute with, and what is missing. */
export function addDoctor(program: Command, terminal: Terminal): void {
  common(program.command('doctor').summary('show Node, store and backends, and what is missing')).action(
    (options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const description = await lab.call('lab.describe', {});
        print(terminal, options.json ? jsonLine(description) : text(description));
      }),
  );
}

function text({ version, node, machine, store, backends }: LabDescription): string {
  const gigabytes = (machine.memory / 2 ** 30).toFixed(1);
  const facts = [
    ['Ravine', version],
    ['Node', node],
    ['Machine', `${machine.platform}, ${machine.cores} cores, ${gigabytes} GiB of memory`],
    ['Store', `${store.file}${store.readOnly ? ' (read only)' : ''}`],
    ...store.messages.map((message) => ['', message]),
  ];
  const notes = backends.filter(({ note }) => note !== '').map(({ backend, note }) => [backend, note]);
  return [
    table(facts),
    table([['BACKEND', 'LIBRARY', 'DEVICE', 'PRECISION', 'MODES', ''], ...backends.map(row)]),
    ...(notes.length > 0 ? [table(notes)] : []),
  ].join('\n\n');
}

function row({ backend, available, library, device, precisions, modes, missing }: BackendState): string[] {
  return available
    ? [backend, library, device, precisions.join(', ') || '–', modesText({ precisions, modes }) || '–', '']
    : [backend, '–', '–', '–', '–', `missing: ${missing}`];
}
