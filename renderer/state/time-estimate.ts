import type { Experiment } from '../../app/experiment/experiment.ts';
import { canonicalJson } from '../../app/experiment/hash.ts';
import { gradientEvaluations } from '../../app/experiment/optimizer-rules.ts';
import type { Run } from '../../app/run/run.ts';

/** How long an experiment may take, by a run that this lab has done. */
export interface TimeEstimate {
  readonly seconds: number;
  /** The run that it is told from. */
  readonly run: Run;
}

const LEAST_STEPS = 20; // below, what a run begins with outweighs its steps

/**
 * The time of an experiment from the newest run of the same objective, precision, batch and measurements on a backend that it may get, by steps and by
 * gradients a step; null where there is none: nothing is guessed.
 */
export function timeEstimate(experiment: Experiment, runs: readonly Run[]): TimeEstimate | null {
  const same = costKey(experiment);
  const run = runs.find(
    (one) =>
      one.step >= LEAST_STEPS &&
      one.seconds > 0 &&
      (experiment.backend === 'auto' || one.execution?.backend === experiment.backend) &&
      costKey(one.experiment) === same,
  );
  if (!run) return null;
  const work = gradientEvaluations(experiment.optimizer) / gradientEvaluations(run.experiment.optimizer);
  return { seconds: (run.seconds / run.step) * work * experiment.steps, run };
}

/** What decides the time of a step, but for the optimizer. */
function costKey({ objective, precision, threads, chunk, measure, optimizer }: Experiment): string {
  return canonicalJson({ objective, precision, threads, chunk, measure, batch: optimizer.batch });
}
