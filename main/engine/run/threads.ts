import { availableParallelism } from 'node:os';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { input } from '../graph/build.ts';
import { multiplications } from '../graph/work.ts';
import { exampleCount, type Objective } from '../objective/objective.ts';
import { samplingOf } from './sampling.ts';

const WORTH_SHARING = 1e8; // multiplications of one loss; at 2.5e7 two threads gain nothing, and runs side by side lose half (docs/performance.md)

/** Threads of the executor: as asked, else one for small objectives and all cores for large ones. */
export function chooseThreads(experiment: Experiment, objective: Objective): number {
  const { threads } = experiment;
  if (threads !== 'auto') return threads;
  return work(objective, samplingOf(experiment, objective).batch) < WORTH_SHARING
    ? 1
    : availableParallelism();
}

/** Multiplications of the loss that a step takes: of all examples, or of a batch of them. */
function work(objective: Objective, batch: number | null): number {
  const { layers, examples } = objective;
  const whole = multiplications([objective.loss(layers.map(({ name, shape }) => input(name, shape)))]);
  return batch === null || !examples ? whole : (whole * batch) / exampleCount(examples);
}
