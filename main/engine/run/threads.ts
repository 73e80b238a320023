import { availableParallelism } from 'node:os';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Objective } from '../objective/objective.ts';

const WORTH_SHARING = 1e8; // parameters × examples; at 2.5e7 two threads gain nothing, and runs side by side lose half (docs/performance.md)

/** Threads of the executor: as asked, else one for small objectives and all cores for large ones. */
export function chooseThreads({ threads }: Experiment, objective: Objective): number {
  if (threads !== 'auto') return threads;
  const examples = objective.data.find(({ name }) => name === 'data/inputs')?.shape[0] ?? 1;
  return objective.start.length * examples < WORTH_SHARING ? 1 : availableParallelism();
}
