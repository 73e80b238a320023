import * as v from 'valibot';
import type { RuleOf } from './rule.ts';
import { common, radius } from './settings.ts';

export const Unnormalised = v.strictObject({ kind: v.literal('usam'), ...common, radius });

/** w ← w − η∇ℓ(w + ρg): an ascent as long as the gradient, which dies out with it (Andriushchenko, Flammarion, arXiv 2206.06232). */
export const unnormalised: RuleOf<typeof Unnormalised> = {
  name: 'USAM',
  title: 'unnormalised sharpness-aware minimization',
  direction: '∇ℓ(w + ρ g)',
  where: 'g = ∇ℓ(w)',
  bendFormula: 'ρ',
  cycleFormula: null,
  regime:
    'Edge: any quadratic, stable where ηλ(1 + ρλ) < 2 (derived here). No cycle: below the edge it converges.',
  rests: true,
  gradientEvaluations: () => 2,
  words: () => [],
  bend: ({ radius }) => radius,
  cycle: () => null,
  driftRate: () => null,
};
