import type { Optimizer } from '../../../app/experiment/experiment.ts';
import type { Tensor } from '../graph/tensor.ts';

/** ℓ and its gradient at one point. */
export interface Evaluation {
  readonly loss: Tensor;
  /** ∇ℓ, flat [parameters]. */
  readonly gradient: Tensor;
}

/** What a rule may use to build one step. */
export interface Place {
  /** w_t, flat [parameters]. */
  readonly w: Tensor;
  /** ℓ and g at w_t. */
  readonly here: Evaluation;
  /** ‖g‖, a scalar. */
  readonly gradientNorm: Tensor;
  /** ℓ and ∇ℓ at another point. */
  at(point: Tensor): Evaluation;
  /** ε of the normalisation, as resolved for the run. */
  readonly epsilon: number;
}

/** One step of a rule: w ← w − η·direction, and what it learnt on the way. */
export interface Step {
  /** Flat [parameters]. */
  readonly direction: Tensor;
  /** Scalars recorded every step, by series name. */
  readonly scalars: Readonly<Record<string, Tensor>>;
  /** g⁺, where the rule has one: its cosine with u₁ is measured. */
  readonly ascentGradient: Tensor | null;
}

/** An update rule as a tensor program (one file a rule; docs/extending.md). */
export type UpdateRule<O extends Optimizer> = (optimizer: O, place: Place) => Step;
