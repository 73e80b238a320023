import { div } from '../graph/build.ts';
import { ascentStep, normalisedAscent } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/** SAM with an ascent of n normalised steps of ρ/n, each along the gradient where it begins: d = ∇ℓ(w_n) (theory, section 7). */
export const multiStep: UpdateRule<'n-step-sam'> = ({ ascentSteps }, { w, here, radius, epsilon, at }) => {
  let [point, there] = [w, here];
  for (let k = 0; k < ascentSteps; k++) {
    point = normalisedAscent(point, there.gradient, div(radius, ascentSteps), epsilon);
    there = at(point);
  }
  return ascentStep(there);
};
