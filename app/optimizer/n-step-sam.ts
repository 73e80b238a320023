import * as v from 'valibot';
import { integer } from '../experiment/value.ts';
import { ascentCycle, ascentDriftRate, epsilonOf, normalisedBend } from './ascent.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const MultiStep = v.strictObject({
  kind: v.literal('n-step-sam'),
  ...common,
  radius,
  /** n; 1 is SAM. */
  ascentSteps: integer({ min: 1, max: 32 }),
  epsilon,
});

/** An ascent of n normalised steps of ρ/n, each along the gradient where it begins; the step takes the gradient at its end (as in the appendix of paper C). */
export const multiStep: RuleOf<typeof MultiStep> = {
  name: 'n-step SAM',
  title: 'sharpness-aware minimization with an ascent in n steps',
  direction: '∇ℓ(w_n)',
  where: 'w_k = w_{k−1} + (ρ/n) g_{k−1}/(‖g_{k−1}‖+ε),  g_k = ∇ℓ(w_k),  w_0 = w',
  bendFormula: 'ρ/‖g‖',
  cycleFormula: 'ηρλ₁/(X−ηλ₁)',
  regime:
    'Edge and cycle: quadratics where g is along u₁, as on the cycle, which is SAM’s; elsewhere the ascent bends towards u₁. Drift: small ρ along a ' +
    'valley of minima, to leading order SAM’s (derived here).',
  rests: true,
  gradientEvaluations: ({ ascentSteps }) => ascentSteps + 1,
  words: ({ ascentSteps }) => [`n=${ascentSteps}`],
  bend: (settings, gradientNorm) => (isBentAnew(settings) ? null : normalisedBend(settings, gradientNorm)),
  cycle: (settings, sharpness) => (isBentAnew(settings) ? null : ascentCycle(settings, sharpness)),
  driftRate: (settings, sharpness) => (isBentAnew(settings) ? null : ascentDriftRate(settings, sharpness)),
};

/** With an ε the n steps differ in length, by ‖g‖ where each begins: no closed form is known. */
function isBentAnew(settings: { readonly ascentSteps: number; readonly epsilon: number | 'auto' }): boolean {
  return settings.ascentSteps > 1 && epsilonOf(settings) > 0;
}
