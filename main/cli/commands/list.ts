import type { Command } from 'commander';
import { stateOf } from '../../../app/run/phase.ts';
import { parseFilter, unknownKeys } from '../../../app/run/filter.ts';
import type { Run } from '../../../app/run/run.ts';
import { jsonLine, moment, short, table } from '../format.ts';
import { listHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { print, Refusal, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine list [SEARCH…]`: the runs of the store, newest first; all of them, or those that a search finds. */
export function addList(program: Command, terminal: Terminal): void {
  common(program.command('list').summary('list the runs of the store, newest first').argument('[search...]'))
    .addHelpText('after', listHelp)
    .action((search: readonly string[], options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const all = await lab.call('runs.list', {});
        const filter = parseFilter(search.join(' '), wordsOf);
        const [problem] = [...filter.problems, ...unknownKeys(filter, all)];
        if (problem !== undefined) throw new Refusal(2, problem);
        const runs = all.filter(filter.matches);
        if (options.json) runs.forEach((run) => print(terminal, jsonLine(run)));
        else if (runs.length > 0) print(terminal, table([head, ...runs.map(row)]));
        else if (!options.quiet)
          say(
            terminal,
            all.length > 0
              ? `None of ${all.length} runs has all of it.`
              : 'No runs yet. `ravine run preset:the-bounce` makes the first.',
          );
      }),
    );
}

/** What a word without a key is looked for in. */
function wordsOf({ id, name, status, tags, note }: Run): string {
  return [id, name, status, ...tags, note].join(' ').toLowerCase();
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
