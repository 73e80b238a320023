import type { Command } from 'commander';
import type { Results } from '../../../app/contract/contract.ts';
import { updateFormula } from '../../../app/experiment/optimizer-rules.ts';
import { wayText } from '../../../app/run/execution.ts';
import type { Execution } from '../../../app/run/execution.ts';
import type { Run, RunEvent } from '../../../app/run/run.ts';
import { jsonLine, moment, plain, short, table } from '../format.ts';
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

function candidates({ candidates }: Execution): string {
  const rows = candidates.map((candidate) => [
    wayText(candidate),
    candidate.device ?? '–',
    short(candidate.microsecondsPerStep),
    candidate.note,
  ]);
  return `What was weighed\n${table([['BACKEND', 'DEVICE', 'µs A STEP', ''], ...rows])}`;
}

function costs(costs: NonNullable<Run['costs']>, steps: number): string {
  const rows = costs.map(({ probe, measurements, seconds }) => [
    probe,
    String(measurements),
    short((1000 * seconds) / measurements),
    short((1e6 * seconds) / steps),
  ]);
  return `What measuring took\n${table([['PROBE', 'MEASUREMENTS', 'MS EACH', 'µs A STEP'], ...rows])}`;
}

function describe(run: Results['runs.get'], events: readonly RunEvent[]): string {
  const facts: [string, string][] = [
    ['update', updateFormula(run.experiment.optimizer)],
    ...(run.fork ? [['from', `step ${run.fork.step} of ${run.fork.run}`] as [string, string]] : []),
    ['created', moment(run.createdAt)],
    ['version', run.appVersion],
    ['hash', run.hash],
  ];
  if (run.execution) {
    const { library, threads, reason } = run.execution;
    facts.push([
      'backend',
      `${wayText(run.execution)}, ${library}, ${threads} thread${threads > 1 ? 's' : ''}`,
    ]);
    facts.push(['why', reason]);
  }
  if (run.tags.length > 0) facts.push(['tags', run.tags.join(', ')]);
  if (run.note) facts.push(['note', run.note]);
  const statistics = Object.entries(run.summary ?? {}).map(([name, value]) => [name, plain(value)]);
  return [
    resultText(run),
    table(facts),
    `Experiment\n${JSON.stringify(run.experiment, null, 2)}`,
    run.execution && run.execution.candidates.length > 0 && candidates(run.execution),
    statistics.length > 0 && `Statistics\n${table(statistics)}`,
    run.costs && run.costs.length > 0 && costs(run.costs, run.step),
    events.length > 0 && `Events\n${table(events.map(({ step, sentence }) => [`step ${step}`, sentence]))}`,
    run.series.length > 0 &&
      `Series\n${table(run.series.map(({ name, points }) => [name, `${points} points`]))}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
