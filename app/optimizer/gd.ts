import * as v from 'valibot';
import type { RuleOf } from './rule.ts';
import { common } from './settings.ts';

export const GradientDescent = v.strictObject({ kind: v.literal('gd'), ...common });

/** w ← w − η∇ℓ(w). Its edge is paper D's; it bounces beyond it only, with an amplitude that the step does not decide. */
export const gradientDescent: RuleOf<typeof GradientDescent> = {
  name: 'GD',
  title: 'gradient descent',
  direction: '∇ℓ(w)',
  where: '',
  bendFormula: '0',
  cycleFormula: null,
  regime: 'Edge: any quadratic (paper D). No cycle of its own.',
  rests: true,
  gradientEvaluations: () => 1,
  words: () => [],
  bend: () => 0,
  cycle: () => null,
  driftRate: () => null,
};
