import { constant, div, dot, mul, select, sub } from '../graph/build.ts';
import { ascentStep, normalisedAscent } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/**
 * Surrogate-gap-guided SAM: d = g⁺ − αg⊥, g⊥ = g − (g·g⁺)g⁺/‖g⁺‖², g⁺ SAM's (theory, section 7). Where g⁺ is zero it has no direction, and g⊥ is
 * all of g.
 */
export const surrogateGap: UpdateRule<'gsam'> = ({ alpha }, { w, here, radius, epsilon, at }) => {
  const there = at(normalisedAscent(w, here.gradient, radius, epsilon));
  const square = dot(there.gradient, there.gradient);
  const share = select(square, div(dot(here.gradient, there.gradient), square), constant(0));
  const across = sub(here.gradient, mul(share, there.gradient));
  return ascentStep(there, sub(there.gradient, mul(alpha, across)));
};
