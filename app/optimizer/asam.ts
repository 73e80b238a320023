import * as v from 'valibot';
import { number } from '../experiment/value.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const Adaptive = v.strictObject({
  kind: v.literal('asam'),
  ...common,
  radius,
  /** ξ, so that a parameter at 0 moves too; 0.01 as in the paper. */
  offset: v.optional(number({ min: 0 }), 0.01),
  epsilon,
});

/**
 * w ← w − η∇ℓ(w + ρ T²g/(‖Tg‖+ε)), T = diag(|w| + ξ): an ascent inside an ellipsoid that scales with the parameters (Kwon et al., arXiv
 * 2102.11600). T is of all parameters, biases too; the authors' code leaves those of biases at 1.
 */
export const adaptive: RuleOf<typeof Adaptive> = {
  name: 'ASAM',
  title: 'adaptive sharpness-aware minimization',
  direction: '∇ℓ(w + ρ T²g/(‖Tg‖+ε))',
  where: 'T = diag(|w| + ξ),  g = ∇ℓ(w)',
  bendFormula: null,
  cycleFormula: null,
  regime: 'No edge and no cycle are known: the length of its ascent depends on w.',
  rests: true,
  gradientEvaluations: () => 2,
  words: ({ offset }) => [`ξ=${offset}`],
  bend: () => null,
  cycle: () => null,
  driftRate: () => null,
};
