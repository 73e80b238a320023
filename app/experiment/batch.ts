import type { Objective, Optimizer } from './experiment.ts';
import { examplesOf } from './size.ts';

/** What decides the batches of an experiment. */
interface Batched {
  readonly objective: Objective;
  readonly optimizer: Pick<Optimizer, 'batch'>;
}

/** How many of the training examples a step takes; null: all. Where only the data's file tells their number, what is written counts. */
export function batchSize({ objective, optimizer: { batch } }: Batched): number | null {
  if (typeof batch !== 'number') return null;
  return batch === examplesOf(objective) ? null : batch;
}

/** What a run of mini-batches says where others have their edge (docs/theory.md, section 4). */
export const batchNote =
  'With mini-batches 2/η and SAM’s edge are not the edge of stability: they are of steps on all examples, and are not recorded.';
