import { length } from '../curvature/vector.ts';
import { Stepper } from '../run/stepper.ts';
import type { OpenStudy } from './open.ts';

/**
 * w_{step+1}, w_{step+2}, … by the run's own step program, with the noise and the batches of those steps; fewer where they stop being finite, and none
 * of a rule with momentum, whose velocity at `step` is not kept.
 * @param w at `step`
 */
export async function nextIterates(
  { session, experiment, objective, programs }: OpenStudy,
  step: number,
  w: Float64Array,
  count: number,
): Promise<Float64Array[]> {
  if (experiment.optimizer.momentum > 0) return [];
  const stepper = new Stepper(session, experiment, programs.ofRun, objective);
  await session.write({ w, start: objective.start, lossLimit: Float64Array.of(Infinity) });
  const iterates: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    await stepper.advance(step + i, 1);
    const { w: next } = await session.read(['w']);
    if (!Number.isFinite(length(next!))) break;
    iterates.push(next!);
  }
  return iterates;
}
