import { add, mul } from '../graph/build.ts';
import { ascentStep, normalisedAscent } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/** A mean of GD and SAM: d = (1−α)g + αg⁺, g⁺ SAM's (theory, section 7). */
export const partial: UpdateRule<'partial-sam'> = ({ fraction }, { w, here, radius, epsilon, at }) => {
  const there = at(normalisedAscent(w, here.gradient, radius, epsilon));
  return ascentStep(there, add(mul(1 - fraction, here.gradient), mul(fraction, there.gradient)));
};
