import type { Optimizer } from './experiment.ts';

/** What an optimizer is, for screens and tables (docs/theory.md, sections 1 and 7). */
export interface OptimizerRule {
  /** `GD`, `SAM`. */
  readonly name: string;
  readonly title: string;
  /** One step. */
  readonly update: string;
  /** Gradients computed in one step. */
  readonly gradientEvaluations: number;
}

/** Every optimizer by its kind. */
export const optimizerRules: Readonly<Record<Optimizer['kind'], OptimizerRule>> = {
  gd: { name: 'GD', title: 'gradient descent', update: 'w ← w − η∇ℓ(w)', gradientEvaluations: 1 },
  sam: {
    name: 'SAM',
    title: 'sharpness-aware minimization',
    update: 'w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)',
    gradientEvaluations: 2,
  },
};

/** Gradients computed in one step: 1 for GD, 2 for SAM. */
export function gradientEvaluations(optimizer: Optimizer): number {
  return optimizerRules[optimizer.kind].gradientEvaluations;
}
