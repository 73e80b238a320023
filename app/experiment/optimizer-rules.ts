import { adaptive } from '../optimizer/asam.ts';
import { epsilonOf } from '../optimizer/ascent.ts';
import { gradientDescent } from '../optimizer/gd.ts';
import { surrogateGap } from '../optimizer/gsam.ts';
import { sharded } from '../optimizer/m-sam.ts';
import { multiStep } from '../optimizer/n-step-sam.ts';
import { partial } from '../optimizer/partial-sam.ts';
import type { AtStep, OptimizerRule } from '../optimizer/rule.ts';
import { sharpnessAware } from '../optimizer/sam.ts';
import { unnormalised } from '../optimizer/usam.ts';
import type { Optimizer } from './experiment.ts';
import { isSchedule, valueAt } from './schedule.ts';

/** An optimizer as it is at one step. */
export type OptimizerAtStep = AtStep<Optimizer>;

/** Every optimizer by its kind. */
export const optimizerRules: Readonly<Record<Optimizer['kind'], OptimizerRule<OptimizerAtStep>>> = {
  gd: gradientDescent,
  sam: sharpnessAware,
  usam: unnormalised,
  asam: adaptive,
  gsam: surrogateGap,
  'm-sam': sharded,
  'n-step-sam': multiStep,
  'partial-sam': partial,
};

/** An optimizer's settings as they are at a step. */
export function settingsAt(optimizer: Optimizer, step: number): OptimizerAtStep {
  const stepSize = valueAt(optimizer.stepSize, step);
  if (optimizer.kind === 'gd') return { ...optimizer, stepSize };
  return { ...optimizer, stepSize, radius: valueAt(optimizer.radius, step) };
}

/** Gradients computed in one step: 1 for GD, 2 for SAM. */
export function gradientEvaluations(optimizer: Optimizer): number {
  return optimizerRules[optimizer.kind].gradientEvaluations(settingsAt(optimizer, 0));
}

/** One step as a formula, with the optimizer's momentum: `w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)`. */
export function updateFormula({
  kind,
  momentum,
  nesterov,
}: Pick<Optimizer, 'kind' | 'momentum' | 'nesterov'>): string {
  const { direction, where } = optimizerRules[kind];
  const letters = where === '' ? [] : [where];
  if (momentum === 0) return [`w ← w − η${direction}`, ...letters].join(',  ');
  if (!nesterov) return [`m ← βm + ${direction}`, 'w ← w − ηm', ...letters].join(',  ');
  return ['m ← βm + d', 'w ← w − η(d + βm)', `d = ${direction}`, ...letters].join(',  ');
}

/** η and ρ of SAM as papers A, B and E have it: without momentum and ε, both the same at every step. */
export interface PlainSettings {
  readonly stepSize: number;
  readonly radius: number;
}

/** The settings of plain SAM; null for other optimizers. */
export function plainSettings(optimizer: Optimizer): PlainSettings | null {
  if (optimizer.kind !== 'sam' || optimizer.momentum > 0) return null;
  const { stepSize, radius } = optimizer;
  if (epsilonOf(optimizer) > 0) return null;
  return isSchedule(stepSize) || isSchedule(radius) ? null : { stepSize, radius };
}
