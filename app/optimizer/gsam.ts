import * as v from 'valibot';
import { number } from '../experiment/value.ts';
import { ascentCycle, normalisedBend, rateOfDrift } from './ascent.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const SurrogateGap = v.strictObject({
  kind: v.literal('gsam'),
  ...common,
  radius,
  /** α; 0 is SAM. */
  alpha: number({ min: 0 }),
  epsilon,
});

/**
 * w ← w − η(g⁺ − αg⊥), g⊥ the part of g that is perpendicular to g⁺ (Zhuang et al., arXiv 2203.08065). Where g⁺ is zero it has no direction, and
 * g⊥ is all of g.
 */
export const surrogateGap: RuleOf<typeof SurrogateGap> = {
  name: 'GSAM',
  title: 'surrogate-gap-guided sharpness-aware minimization',
  direction: '(g⁺ − αg⊥)',
  where: 'g⁺ = ∇ℓ(w + ρ g/(‖g‖+ε)),  g⊥ = g − (g·g⁺)g⁺/‖g⁺‖²,  g = ∇ℓ(w)',
  bendFormula: 'ρ/‖g‖',
  cycleFormula: 'ηρλ₁/(X−ηλ₁)',
  regime:
    'Edge and cycle: quadratics where g is along u₁, as on the cycle, which is SAM’s: there g⊥ is zero. Drift: small ρ along a valley of minima, ' +
    'relative error O(ρ²) (derived here).',
  rests: true,
  gradientEvaluations: () => 2,
  words: ({ alpha }) => [`α=${alpha}`],
  bend: normalisedBend,
  cycle: ascentCycle,
  driftRate: (settings, sharpness) => {
    const bounce = ascentCycle(settings, sharpness);
    if (!bounce) return null;
    const { amplitude, ascentDistance } = bounce;
    return rateOfDrift(
      settings,
      ascentDistance ** 2 + settings.alpha * amplitude * (ascentDistance - amplitude),
    );
  },
};
