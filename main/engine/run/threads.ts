import { availableParallelism } from 'node:os';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Objective } from '../objective/objective.ts';

const WORTH_SHARING = 1e7; // parameters × examples; below it two threads are slower than one (docs/performance.md)

/** Threads of the executor: as asked, else one for small objectives and all cores for large ones. */
export function chooseThreads({ threads }: Experiment, objective: Objective): number {
  if (threads !== 'auto') return threads;
  const examples = objective.data.find(({ name }) => name === 'data/inputs')?.shape[0] ?? 1;
  return objective.start.length * examples < WORTH_SHARING ? 1 : availableParallelism();
}
