import type { Experiment, Optimizer } from '../../../app/experiment/experiment.ts';
import { adaptive } from './asam.ts';
import { gradientDescent } from './gd.ts';
import { surrogateGap } from './gsam.ts';
import { sharded } from './m-sam.ts';
import { multiStep } from './n-step-sam.ts';
import { partial } from './partial-sam.ts';
import type { Place, Step } from './rule.ts';
import { sharpnessAware } from './sam.ts';
import { unnormalised } from './usam.ts';

/** One step of an optimizer's rule. */
export function buildStep(optimizer: Optimizer, place: Place): Step {
  switch (optimizer.kind) {
    case 'gd':
      return gradientDescent(optimizer, place);
    case 'sam':
      return sharpnessAware(optimizer, place);
    case 'usam':
      return unnormalised(optimizer, place);
    case 'asam':
      return adaptive(optimizer, place);
    case 'gsam':
      return surrogateGap(optimizer, place);
    case 'm-sam':
      return sharded(optimizer, place);
    case 'n-step-sam':
      return multiStep(optimizer, place);
    case 'partial-sam':
      return partial(optimizer, place);
  }
}

const EPSILON = 1e-12; // keeps g/‖g‖ defined where a network's gradient vanishes; far below any measured ‖g‖

/** ε of a normalised ascent; "auto" is 0 for quadratics and expressions in float64, else 1e-12. Null for rules without one. */
export function resolveEpsilon({ optimizer, objective, precision }: Experiment): number | null {
  if (!('epsilon' in optimizer)) return null;
  if (optimizer.epsilon !== 'auto') return optimizer.epsilon;
  return objective.kind !== 'network' && precision === 'float64' ? 0 : EPSILON;
}
