import { ascentStep, normalisedAscent } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/**
 * Sharpness-aware minimization: d = ∇ℓ(w + ρ g/(‖g‖+ε)) (paper C; theory, section 1).
 * With ε = 0 it is undefined at g = 0: there the ascent is left out, so that g⁺ = g = 0 and w stays.
 */
export const sharpnessAware: UpdateRule<'sam'> = (_optimizer, { w, here, radius, epsilon, at }) =>
  ascentStep(at(normalisedAscent(w, here.gradient, radius, epsilon)));
