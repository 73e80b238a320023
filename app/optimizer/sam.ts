import * as v from 'valibot';
import { ascentCycle, ascentDriftRate, normalisedBend } from './ascent.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const SharpnessAware = v.strictObject({ kind: v.literal('sam'), ...common, radius, epsilon });

/** w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)) (paper C). */
export const sharpnessAware: RuleOf<typeof SharpnessAware> = {
  name: 'SAM',
  title: 'sharpness-aware minimization',
  direction: '∇ℓ(w + ρ g/(‖g‖+ε))',
  where: 'g = ∇ℓ(w)',
  bendFormula: 'ρ/‖g‖',
  cycleFormula: 'ηρλ₁/(X−ηλ₁)',
  regime:
    'Edge: any quadratic at the present ‖g‖ (paper B). Cycle: quadratics with 0 < ηλ₁ < X, which is 2 without momentum (paper A below ½, E below 1, to X derived here). ' +
    'Drift: small ρ along a valley of minima, relative error O(ρ²) (paper A; E for η → 0).',
  rests: true,
  gradientEvaluations: () => 2,
  words: () => [],
  bend: normalisedBend,
  cycle: ascentCycle,
  driftRate: ascentDriftRate,
};
