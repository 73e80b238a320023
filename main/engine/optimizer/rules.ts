import type { Experiment, Optimizer } from '../../../app/experiment/experiment.ts';
import { gradientDescent } from './gd.ts';
import type { Place, Step } from './rule.ts';
import { sharpnessAware } from './sam.ts';

/** One step of an optimizer's rule. */
export function buildStep(optimizer: Optimizer, place: Place): Step {
  switch (optimizer.kind) {
    case 'gd':
      return gradientDescent(optimizer, place);
    case 'sam':
      return sharpnessAware(optimizer, place);
  }
}

const EPSILON = 1e-12; // keeps g/‖g‖ defined where a network's gradient vanishes; far below any measured ‖g‖

/** ε of SAM's normalisation; "auto" is 0 for quadratics and expressions in float64, else 1e-12. Null for rules without one. */
export function resolveEpsilon({ optimizer, objective, precision }: Experiment): number | null {
  if (optimizer.kind === 'gd') return null;
  if (optimizer.epsilon !== 'auto') return optimizer.epsilon;
  return objective.kind !== 'network' && precision === 'float64' ? 0 : EPSILON;
}
