import { precisions } from '../../app/experiment/experiment.ts';
import type { Bench, Report } from './bench.ts';
import { contest, Disagreement, type Outcome } from './contest/contest.ts';
import { header, line, promised, ratioToBestPeer, titles } from './contest/lines.ts';
import { geometricMean } from './figures/statistics.ts';
import { threeDigits, verdict } from './figures/text.ts';
import { networkRows } from './networks/list.ts';
import { peerPython } from './peers/environment.ts';

/** Steps and derivatives of networks beside PyTorch and JAX: median (fastest) of calls taken in turn, ratio to the best peer. */
export const bench: Bench = {
  name: 'peers',
  rows: networkRows.map(({ name }) => name),
  run: async (report, rows, device) => {
    const peers = peerPython(report.progress);
    if ('missing' in peers) report.note(`No peers: ${peers.missing}.`);
    const outcomes: Outcome[] = [];
    for (const row of networkRows.filter(({ name }) => rows.includes(name))) {
      const own: Outcome[] = [];
      for (const precision of precisions)
        own.push(...(await outcomesOf({ row, precision, peers, device }, report)));
      report.table({ title: `${row.name}: ${row.title}`, header, lines: own.map(line) });
      for (const reason of new Set(own.flatMap(({ absent }) => absent))) report.note(reason);
      outcomes.push(...own);
    }
    tellMeans(report, outcomes);
  },
};

/** A row's quantities in one precision, up to one on which two disagree. */
async function outcomesOf(given: Parameters<typeof contest>[0], report: Report): Promise<Outcome[]> {
  const { row, precision } = given;
  const outcomes: Outcome[] = [];
  try {
    for await (const outcome of contest(given)) {
      report.progress(`${row.name} ${line(outcome).join('  ')}`);
      outcomes.push(outcome);
    }
  } catch (error) {
    if (!(error instanceof Disagreement)) throw error;
    report.error(`${row.name} ${precision}: ${error.message}`);
  }
  return outcomes;
}

/** The geometric means over the rows of what is promised. */
function tellMeans(report: Report, outcomes: readonly Outcome[]): void {
  const lines = precisions.flatMap((precision) =>
    promised.map((quantity) => {
      const own = outcomes.filter((one) => one.precision === precision && one.quantity === quantity);
      const mean = geometricMean(own.flatMap(({ times }) => ratioToBestPeer(times) ?? []));
      return [`${titles[quantity]}, ${precision}`, threeDigits(mean), verdict(mean, { most: 0.7 })];
    }),
  );
  report.table({
    title: 'Ratio to the best peer, geometric mean of the rows',
    header: ['', 'ratio', 'target'],
    lines,
  });
}
