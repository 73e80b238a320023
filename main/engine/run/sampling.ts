import { chunkSize } from '../../../app/experiment/chunk.ts';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { DataShape } from '../../../app/experiment/size.ts';
import { exampleCount, type Objective } from '../objective/objective.ts';
import { EngineError } from '../problem.ts';

/** How many of its examples a run takes at a time; null: all. */
export interface Sampling {
  /** Evaluated together. */
  readonly chunk: number | null;
  /** In a step; as many as there are is all. */
  readonly batch: number | null;
}

/** @throws EngineError `bad-objective` where there are fewer examples than a batch or a shard takes, or none */
export function samplingOf(experiment: Experiment, { examples }: Objective): Sampling {
  const { optimizer } = experiment;
  const count = examples ? exampleCount(examples) : 0;
  const batch = typeof optimizer.batch === 'number' ? optimizer.batch : null;
  if (batch !== null && batch > count)
    throw new EngineError(
      'bad-objective',
      `optimizer.batch is ${batch} and there are ${count} training examples; take a smaller batch, or "full".`,
    );
  const taken = batch ?? count;
  if (optimizer.kind === 'm-sam' && optimizer.shard > taken)
    throw new EngineError(
      'bad-objective',
      `optimizer.shard is ${optimizer.shard} and a step takes ${taken} training examples; take smaller shards.`,
    );
  return {
    chunk: examples ? chunkOf(experiment, examples.shape, count) : null,
    batch: batch === count ? null : batch,
  };
}

/** Networks are cut where they take too much memory; the other objectives are small, and are cut where that is written. */
function chunkOf(experiment: Experiment, shape: DataShape, count: number): number | null {
  const { objective, chunk } = experiment;
  if (objective.kind === 'network') return chunkSize(experiment, objective.network, shape, count);
  return chunk === 'auto' || chunk >= count ? null : chunk;
}
