import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Problem } from '../../../app/run/run.ts';
import { moverAtZero } from './programs.ts';
import type { Rows } from './stepper.ts';

/** How a run ended before its last step. */
export interface Outcome {
  readonly status: 'converged' | 'diverged' | 'stopped';
  readonly step: number;
  readonly problem: Problem | null;
}

/**
 * The first row at which a run has diverged or converged by its stop rule, or null. The loss of a batch can tell that it has diverged, but the gradient
 * of a batch not that it has converged: that of the next may be another.
 */
export function outcomeOf(
  rows: Rows,
  experiment: Experiment,
  { lossLimit, batch }: { readonly lossLimit: number; readonly batch: number | null },
): Outcome | null {
  const { stop, optimizer } = experiment;
  for (let row = 0; row < rows.count; row++) {
    const step = rows.first + row;
    const loss = rows.value('loss', row);
    const gradientNorm = rows.value('gradientNorm', row);
    if (!(loss <= lossLimit) || Number.isNaN(gradientNorm)) {
      const message = Number.isFinite(loss)
        ? `The loss reached ${loss.toPrecision(4)} at step ${step}, above ${lossLimit.toPrecision(4)} (stop.lossFactor times the loss at the start, at least 1).`
        : `The loss or its gradient is not a finite number at step ${step}.`;
      return { status: 'diverged', step, problem: { code: 'diverged', message } };
    }
    if (batch !== null) continue;
    if (gradientNorm === 0 && moverAtZero(experiment) === null) {
      const undefinedStep = 'epsilon' in optimizer ? ' The ascent along g/‖g‖ is undefined there.' : '';
      const message = `The gradient is exactly zero at step ${step}: the run would stay where it is.${undefinedStep}`;
      return { status: 'converged', step, problem: { code: 'zero-gradient', message } };
    }
    if (stop.gradientNorm > 0 && gradientNorm <= stop.gradientNorm) {
      const message = `The gradient norm ${gradientNorm.toPrecision(4)} at step ${step} is at or below stop.gradientNorm ${stop.gradientNorm}.`;
      return { status: 'converged', step, problem: { code: 'converged', message } };
    }
  }
  return null;
}
