import type { Comparison, PairedDistance } from '../../app/contract/contract.ts';
import { gradientEvaluations } from '../../app/experiment/optimizer-rules.ts';
import { compareSettings } from '../../app/experiment/settings.ts';
import type { Run, Summary } from '../../app/run/run.ts';
import type { Store } from '../store/store.ts';
import { keptParameters } from './kept-parameters.ts';
import { pairedDistance } from './paired-distance.ts';

/** Of so many runs with one start every pair is measured; of more, each with the first: the parameters of a run may take 16 MB. */
const ALL_PAIRS = 6;

/** What differs between runs, in the order given, and what came of it. */
export function compareRuns(store: Store, runs: readonly Run[]): Comparison {
  const { differing, shared } = compareSettings(runs.map(({ experiment }) => experiment));
  return {
    runs,
    differing,
    shared,
    statistics: statisticNames(runs).map((name) => ({
      name,
      values: runs.map(({ summary }) => summary?.[name] ?? null),
    })),
    gradientEvaluations: runs.map(({ experiment, step }) => step * gradientEvaluations(experiment.optimizer)),
    distances: withOneStart(runs).flatMap((family) => distances(store, family)),
  };
}

function statisticNames(runs: readonly Run[]): (keyof Summary)[] {
  const summary = runs.find((run) => run.summary)?.summary;
  return summary ? (Object.keys(summary) as (keyof Summary)[]) : [];
}

/** Runs that share start and data, two or more. */
function withOneStart(runs: readonly Run[]): Run[][] {
  const families = Map.groupBy(runs, ({ startHash }) => startHash);
  return [...families.values()].filter((family) => family.length > 1);
}

function distances(store: Store, family: readonly Run[]): PairedDistance[] {
  const first = family.length > ALL_PAIRS ? 1 : family.length;
  return family.slice(0, first).flatMap((a, index) => {
    const parameters = keptParameters(store, a);
    return family.slice(index + 1).map((b) => ({
      a: a.id,
      b: b.id,
      ...pairedDistance(parameters, keptParameters(store, b)),
    }));
  });
}
