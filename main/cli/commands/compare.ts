import type { Command } from 'commander';
import type { Comparison } from '../../../app/contract/contract.ts';
import { jsonLine, plain, short, table } from '../format.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRuns } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { print } from '../terminal.ts';
import { claimComparison } from '../theory.ts';
import type { Terminal } from '../terminal.ts';

/** `ravine compare ID…`: what differs between runs, and what came of it. */
export function addCompare(program: Command, terminal: Terminal): void {
  common(program.command('compare').summary('compare runs: differing settings, statistics, paired distances'))
    .argument('<id...>', 'run ids, or beginnings of them')
    .action((given: string[], options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const ids = findRuns(await knownIds(lab), given);
        const comparison = await lab.call('runs.compare', { ids });
        print(terminal, options.json ? jsonLine(comparison) : text(comparison));
      }),
    );
}

function text({ runs, differing, statistics, gradientEvaluations, distances }: Comparison): string {
  const settings = differing.map(({ place, values }) => [place, ...values.map(plain)]);
  const derived = statistics.map(({ name, values }) => [name, ...values.map(short)]);
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  const tables = [
    table([
      ['', ...runs.map(({ name }) => name)],
      ['id', ...runs.map(({ id }) => id)],
      ['status', ...runs.map(({ status }) => status)],
      ['step', ...runs.map(({ step }) => String(step))],
      ['gradient evaluations', ...gradientEvaluations.map(String)],
      ...settings,
      ...derived,
    ]),
    ...[claimComparison(runs)].filter(Boolean),
    ...distances.map(({ a, b, step, distance }) => {
      const rows = step.map((at, index) => [String(at), short(distance[index])]);
      return `Distance of parameters, ${names.get(a)} from ${names.get(b)}\n${table([['step', '‖w_A − w_B‖'], ...rows])}`;
    }),
  ];
  return tables.join('\n\n');
}
