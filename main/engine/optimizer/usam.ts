import { add, mul } from '../graph/build.ts';
import { ascentStep } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/** Unnormalised SAM: d = ∇ℓ(w + ρg) (theory, section 7). */
export const unnormalised: UpdateRule<'usam'> = (_optimizer, { w, here, radius, at }) =>
  ascentStep(at(add(w, mul(radius, here.gradient))));
