import type { Command } from 'commander';
import type { Results } from '../../../app/contract/contract.ts';
import type { RunEvent } from '../../../app/run/run.ts';
import { jsonLine, moment, plain, table } from '../format.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRun } from '../run-name.ts';
import { resultText } from '../result.ts';
import { knownIds, withLab } from '../session.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine show ID`: everything the lab knows of a run but its points. */
export function addShow(program: Command, terminal: Terminal): void {
  common(program.command('show').summary('show a run: settings, result, events, recorded series'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .action((given: string, options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const id = findRun(await knownIds(lab), given);
        const [run, events] = await Promise.all([
          lab.call('runs.get', { id }),
          lab.call('runs.events', { id }),
        ]);
        print(terminal, options.json ? jsonLine({ ...run, events }) : describe(run, events));
      }),
    );
}

function describe(run: Results['runs.get'], events: readonly RunEvent[]): string {
  const facts: [string, string][] = [
    ['created', moment(run.createdAt)],
    ['version', run.appVersion],
    ['hash', run.hash],
  ];
  if (run.execution) facts.push(['backend', `${run.execution.library}, ${run.execution.reason}`]);
  if (run.tags.length > 0) facts.push(['tags', run.tags.join(', ')]);
  if (run.note) facts.push(['note', run.note]);
  const statistics = Object.entries(run.summary ?? {}).map(([name, value]) => [name, plain(value)]);
  return [
    resultText(run),
    table(facts),
    `Experiment\n${JSON.stringify(run.experiment, null, 2)}`,
    statistics.length > 0 && `Statistics\n${table(statistics)}`,
    events.length > 0 && `Events\n${table(events.map(({ step, sentence }) => [`step ${step}`, sentence]))}`,
    run.series.length > 0 &&
      `Series\n${table(run.series.map(({ name, points }) => [name, `${points} points`]))}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
