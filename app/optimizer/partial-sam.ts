import * as v from 'valibot';
import { number } from '../experiment/value.ts';
import { ascentCycle, normalisedBend, rateOfDrift } from './ascent.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const PartialAscent = v.strictObject({
  kind: v.literal('partial-sam'),
  ...common,
  radius,
  /** α: 0 is GD, 1 is SAM. */
  fraction: number({ min: 0, max: 1 }),
  epsilon,
});

/** w ← w − η((1−α)g + αg⁺): SAM's loss with weight α, the loss with the rest (Zhao, Zhang, Hu, arXiv 2202.03599). */
export const partial: RuleOf<typeof PartialAscent> = {
  name: 'partial SAM',
  title: 'a mean of gradient descent and sharpness-aware minimization',
  direction: '((1−α)g + αg⁺)',
  where: 'g⁺ = ∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)',
  bendFormula: 'αρ/‖g‖',
  cycleFormula: 'αηρλ₁/(X−ηλ₁)',
  regime:
    'Edge: any quadratic at the present ‖g‖. Cycle: quadratics with 0 < ηλ₁ < X. Drift: small ρ along a valley of minima, relative ' +
    'error O(ρ²) (derived here).',
  rests: true,
  gradientEvaluations: () => 2,
  words: ({ fraction }) => [`α=${fraction}`],
  bend: (settings, gradientNorm) => settings.fraction * normalisedBend(settings, gradientNorm),
  cycle: (settings, sharpness) => ascentCycle(settings, sharpness, { share: settings.fraction }),
  driftRate: (settings, sharpness) => {
    const { fraction } = settings;
    const bounce = ascentCycle(settings, sharpness, { share: fraction });
    if (!bounce) return null;
    const { amplitude: a, ascentDistance: b } = bounce;
    return rateOfDrift(settings, (1 - fraction) * a ** 2 + fraction * b ** 2);
  },
};
