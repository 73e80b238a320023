import type { Command } from 'commander';
import { stateOf } from '../../../app/run/phase.ts';
import type { Run } from '../../../app/run/run.ts';
import { jsonLine, moment, short, table } from '../format.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { print, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine list`: the runs of the store, newest first. */
export function addList(program: Command, terminal: Terminal): void {
  common(program.command('list').summary('list the runs of the store, newest first')).action(
    (options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const runs = await lab.call('runs.list', {});
        if (options.json) runs.forEach((run) => print(terminal, jsonLine(run)));
        else if (runs.length > 0) print(terminal, table([head, ...runs.map(row)]));
        else if (!options.quiet)
          say(terminal, 'No runs yet. `ravine run preset:the-bounce` makes the first.');
      }),
  );
}

const head = ['ID', 'NAME', 'STATUS', 'STEP', 'LOSS', 'SHARPNESS', 'EDGE RATIO', 'FLIP RATE', 'CREATED'];

function row(run: Run): string[] {
  return [
    run.id,
    run.name,
    stateOf(run),
    String(run.step),
    short(run.summary?.finalLoss),
    short(run.summary?.finalSharpness),
    short(run.summary?.edgeRatio),
    short(run.summary?.flipRate),
    moment(run.createdAt),
  ];
}
