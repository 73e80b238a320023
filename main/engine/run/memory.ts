import process from 'node:process';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import {
  bytesText,
  estimateMemory,
  totalBytes,
  type FoundData,
  type MemoryEstimate,
} from '../../../app/experiment/memory.ts';
import { exampleCount, type Objective } from '../objective/objective.ts';
import { EngineError } from '../problem.ts';
import { availableMemory } from './available-memory.ts';

/**
 * The bytes that a run's process is estimated to need.
 * @param available what it may take, with what it has taken already
 * @throws EngineError `memory` where they are more than this process can take: how many, of how many, and what to lower
 */
export function checkedMemory(
  experiment: Experiment,
  backend: Experiment['backend'],
  found: FoundData | null,
  available: number = availableMemory() + process.memoryUsage.rss(),
): number {
  const estimate = estimateMemory(experiment, backend, found);
  const bytes = totalBytes(estimate);
  if (bytes <= available) return bytes;
  throw new EngineError(
    'memory',
    `The run needs about ${bytesText(bytes)} of memory, and ${bytesText(available)} are left on this machine. ${advice(experiment, estimate)}`,
  );
}

const WORTH_LOWERING = 0.1; // of the whole

/** What to lower, that first which takes most. */
function advice({ chunk, measure, precision }: Experiment, estimate: MemoryEstimate): string {
  const whole = totalBytes(estimate);
  const { count } = measure.sharpness;
  const means: readonly (readonly [number, string])[] = [
    [estimate.activations, `chunk, the examples evaluated at a time (now ${chunk})`],
    [estimate.parameters, 'the widths of the network'],
    [estimate.data, 'the number of examples'],
    [count > 8 ? estimate.parameters : 0, `measure.sharpness.count (now ${count})`],
  ];
  const worth = means
    .filter(([bytes]) => bytes >= WORTH_LOWERING * whole)
    .sort(([a], [b]) => b - a)
    .map(([bytes, what]) => `${what}: ${bytesText(bytes)}`);
  const half = precision === 'float64' ? ' Precision float32 needs about half.' : '';
  return `Lower ${worth.join('; ')}.${half} Or wait until other runs have ended.`;
}

/** The data of an objective as they were read; null where it has none. */
export function foundData({ examples }: Objective): FoundData | null {
  return examples && { shape: examples.shape, examples: exampleCount(examples) };
}
