import { optimizerRules, type OptimizerAtStep } from '../experiment/optimizer-rules.ts';
import { epsilonOf } from '../optimizer/ascent.ts';
import type { Momentum } from './momentum.ts';

/** What of an optimizer decides its formulas. */
type Written = Pick<OptimizerAtStep, 'kind'> & Momentum & { readonly epsilon?: number | 'auto' | undefined };

/** E, gradient descent's edge, as a formula: `2/η` (edge.ts). */
export function descentEdgeFormula({ momentum, nesterov }: Momentum): string {
  if (momentum === 0) return '2/η';
  return nesterov ? '(2+2β)/(η(1+2β))' : '2(1+β)/η';
}

/** An optimizer's edge as a formula; null where none is known. */
export function edgeFormula(optimizer: Written): string | null {
  const { bendFormula } = optimizerRules[optimizer.kind];
  if (bendFormula === null) return null;
  const straight = descentEdgeFormula(optimizer);
  const bend = epsilonOf(optimizer) > 0 ? bendFormula.replace('‖g‖', '(‖g‖+ε)') : bendFormula;
  return bend === '0' ? straight : `2E/(1+√(1+4E·${bend})), E = ${straight}`;
}

/** The amplitude of an optimizer's cycle as a formula: `ηρλ₁/(2−ηλ₁)`; null where none is known. */
export function cycleFormula(optimizer: Written): string | null {
  const { kind, momentum, nesterov } = optimizer;
  const limit = momentum === 0 ? '2' : nesterov ? '(2+2β)/(1+2β)' : '2(1+β)';
  const formula = optimizerRules[kind].cycleFormula?.replace('X', limit) ?? null;
  return formula !== null && epsilonOf(optimizer) > 0 ? `${formula} − ε/λ₁` : formula;
}
