import type { Optimizer } from '../../../app/experiment/experiment.ts';
import type { Tensor } from '../graph/tensor.ts';

/** ℓ and its gradient at one point. */
export interface Evaluation {
  readonly loss: Tensor;
  /** ∇ℓ, flat [parameters]. */
  readonly gradient: Tensor;
}

/** Means over the shards of a step's examples, weighted by their sizes. */
export interface ShardedEvaluation {
  /** At w_t: ℓ and g of all. */
  readonly here: Evaluation;
  /** Of every shard at its own ascent point. */
  readonly there: Evaluation;
}

/** What a rule may use to build one step. */
export interface Place {
  /** w_t, flat [parameters]. */
  readonly w: Tensor;
  /** ℓ and g at w_t. */
  readonly here: Evaluation;
  /** ℓ and ∇ℓ at another point. */
  readonly at: (point: Tensor) => Evaluation;
  /**
   * ℓ and ∇ℓ of shards of `size` of the step's examples, each at w_t and at a point of its own.
   * @param ascend that point by w, the shard's gradient there, and ρ; of them and of constants alone
   * @throws EngineError `bad-objective` where the objective has no examples
   */
  readonly inShards: (
    size: number,
    ascend: (w: Tensor, gradient: Tensor, radius: Tensor) => Tensor,
  ) => ShardedEvaluation;
  /** ρ at this step, a scalar; 0 for rules without one. */
  readonly radius: Tensor;
  /** ε of the normalisation, as resolved for the run. */
  readonly epsilon: number;
}

/** One step of a rule: its direction d, of which momentum and step size make the update, and what it learnt on the way. */
export interface Step {
  /** Flat [parameters]. */
  readonly direction: Tensor;
  /** Scalars recorded every step, by series name. */
  readonly scalars: Readonly<Record<string, Tensor>>;
  /** g⁺, where the rule has one: its cosine with u₁ is measured. */
  readonly ascentGradient: Tensor | null;
  /** ℓ and g at w_t, where the rule computes them on its way; else those of the place are. */
  readonly here?: Evaluation;
}

/** The settings of an optimizer of one kind. */
export type OptimizerOf<Kind extends Optimizer['kind']> = Extract<Optimizer, { kind: Kind }>;

/** An update rule as a tensor program (one file a rule; docs/extending.md). */
export type UpdateRule<Kind extends Optimizer['kind']> = (optimizer: OptimizerOf<Kind>, place: Place) => Step;
