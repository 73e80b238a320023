import * as v from 'valibot';
import { integer } from '../experiment/value.ts';
import type { RuleOf } from './rule.ts';
import { common, epsilon, radius } from './settings.ts';

export const Sharded = v.strictObject({
  kind: v.literal('m-sam'),
  ...common,
  radius,
  /** m: examples that share an ascent, at most as many as a step takes. */
  shard: integer({ min: 1 }),
  epsilon,
});

/**
 * The step's examples are cut, in their order, into shards of m, the last of them smaller where m does not divide their number; each has its own
 * normalised ascent, and g⁺ is the mean of the gradients there, weighted by the shards' sizes (paper C, section 4.1; for m = 1 paper E: to
 * leading order it decreases the trace of the Hessian, not λ₁).
 */
export const sharded: RuleOf<typeof Sharded> = {
  name: 'm-SAM',
  title: 'sharpness-aware minimization by shards of m examples',
  direction: 'Σ_S (|S|/n) ∇ℓ_S(w + ρ g_S/(‖g_S‖+ε))',
  where: 'S the shards of m of the n examples,  g_S = ∇ℓ_S(w)',
  bendFormula: null,
  cycleFormula: null,
  regime: 'No edge and no cycle are known: every shard has an ascent of its own. With one shard it is SAM.',
  rests: false, // the shards' gradients need not be zero where their mean is
  gradientEvaluations: () => 2,
  words: ({ shard }) => [`m=${shard}`],
  bend: () => null,
  cycle: () => null,
  driftRate: () => null,
};
