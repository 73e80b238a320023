import { abs, add, mul, norm } from '../graph/build.ts';
import { ascentScale, ascentStep } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/** Adaptive SAM: d = ∇ℓ(w + ρT²g/(‖Tg‖+ε)), T = diag(|w| + ξ) (theory, section 7). At Tg = 0 as SAM at g = 0. */
export const adaptive: UpdateRule<'asam'> = ({ offset }, { w, here, radius, epsilon, at }) => {
  const scale = add(abs(w), offset);
  const scaled = mul(scale, here.gradient);
  const ascent = mul(ascentScale(radius, norm(scaled), epsilon), mul(scale, scaled));
  return ascentStep(at(add(w, ascent)));
};
