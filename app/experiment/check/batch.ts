import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { batchSize } from '../batch.ts';
import { Batch } from '../../optimizer/settings.ts';
import { Measure, Objective, Stop } from '../experiment.ts';
import { examplesOf } from '../size.ts';
import { contradiction, when } from './check.ts';

const optimizer = v.object({ batch: Batch });
const stop = v.optional(Stop, {});

/** Batches of what has no examples, or too few; and an end by a gradient that is that of a batch. */
export const batchChecks = [
  when({ objective: Objective, optimizer }, batchProblems),
  when({ objective: Objective, optimizer, stop }, stopProblems),
  when({ objective: Objective, optimizer, measure: Measure }, driftProblems),
];

interface Batched {
  readonly objective: Objective;
  readonly optimizer: v.InferOutput<typeof optimizer>;
}

/** What an objective without examples is called where some are asked of it. */
export function withoutExamples({ kind }: Objective): string {
  return kind === 'expression' ? 'an expression of one formula' : `a ${kind}`;
}

function batchProblems({ objective, optimizer: { batch } }: Batched): Problem[] {
  if (batch === 'full') return [];
  const examples = examplesOf(objective);
  if (examples === 0) {
    const message = `Expected "full", got ${batch}: ${withoutExamples(objective)} has no examples.`;
    return [contradiction('optimizer.batch', message)];
  }
  if (examples === null || batch <= examples) return [];
  const message = `Expected "full" or at most ${examples}, the number of training examples, got ${batch}.`;
  return [contradiction('optimizer.batch', message)];
}

function stopProblems({ stop, ...batched }: Batched & { readonly stop: Stop }): Problem[] {
  if (stop.gradientNorm === 0 || batchSize(batched) === null) return [];
  const message = `Expected 0, got ${stop.gradientNorm}: with mini-batches the gradient of a step does not tell that the run has converged.`;
  return [contradiction('stop.gradientNorm', message)];
}

function driftProblems({ measure, ...batched }: Batched & { readonly measure: Measure }): Problem[] {
  if (measure.drift !== true || batchSize(batched) === null) return [];
  const message =
    'Expected false or nothing, got true: with mini-batches the noise of the gradient moves the midpoint too.';
  return [contradiction('measure.drift', message)];
}
