import * as v from 'valibot';
import { Data } from './data.ts';
import { Network } from './network.ts';
import { integer, number, text } from './value.ts';

/** ℓ(w) = ½ wᵀQΛQᵀw; `rotate` false means Q = I (theory.md section 2, with its trap). */
const Quadratic = v.strictObject({
  kind: v.literal('quadratic'),
  eigenvalues: v.pipe(
    v.array(number()),
    v.minLength(1, 'at least one eigenvalue'),
    v.maxLength(2000, 'at most 2000 eigenvalues'),
  ),
  rotate: v.optional(v.boolean(), true),
  /** In the eigenbasis, largest eigenvalue first; "random" draws N(0,1) per coordinate. */
  start: v.optional(v.union([v.literal('random'), v.array(number())]), 'random'),
});

/** ℓ given by a formula in named variables (app/experiment/formula.ts). */
const Expression = v.strictObject({
  kind: v.literal('expression'),
  variables: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'a name of letters, digits and _'))),
    v.minLength(1, 'at least one variable'),
    v.maxLength(64, 'at most 64 variables'),
  ),
  formula: text(1),
  start: v.array(number()),
});

export const lossNames = ['half-squared-error', 'mean-squared-error', 'cross-entropy'] as const;

/** The empirical risk of a network on data. */
const NetworkObjective = v.strictObject({
  kind: v.literal('network'),
  network: Network,
  data: Data,
  loss: v.optional(v.picklist(lossNames), 'mean-squared-error'),
});

export const Objective = v.variant('kind', [Quadratic, Expression, NetworkObjective]);

/** w ← w − η∇ℓ(w). */
const GradientDescent = v.strictObject({ kind: v.literal('gd'), stepSize: number({ above: 0 }) });

/** w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)). */
const SharpnessAware = v.strictObject({
  kind: v.literal('sam'),
  stepSize: number({ above: 0 }),
  radius: number({ min: 0 }),
  /** ε; "auto": 0 for quadratics and expressions in float64, else 1e-12 (theory.md section 1). */
  epsilon: v.optional(v.union([v.literal('auto'), number({ min: 0 })]), 'auto'),
});

export const Optimizer = v.variant('kind', [GradientDescent, SharpnessAware]);

const SharpnessMeasure = v.strictObject({
  /** Steps between measurements. */
  every: v.optional(integer({ min: 1 }), 50),
  /** k: how many leading eigenvalues. */
  count: v.optional(integer({ min: 1, max: 64 }), 1),
  /** Residual ‖Hu − λu‖ relative to |λ₁| at which Lanczos stops. */
  tolerance: v.optional(number({ above: 0, below: 1 }), 1e-3),
});

const Measure = v.strictObject({ sharpness: v.optional(SharpnessMeasure, {}) });

const Stop = v.strictObject({
  /** Converged when ‖g‖ is at or below this; 0: only where the gradient is exactly zero. */
  gradientNorm: v.optional(number({ min: 0 }), 0),
  /** Diverged when the loss exceeds this many times max(1, |ℓ(w₀)|). */
  lossFactor: v.optional(number({ above: 1 }), 1e8),
});

export const precisions = ['float32', 'float64'] as const;
export const backends = ['auto', 'tensorflow', 'onnx', 'reference'] as const;

/** The experiment file of docs/experiment-file.md, version 1: parsed, it is complete, every default filled in. */
export const Experiment = v.strictObject({
  version: v.literal(1),
  name: v.optional(text(0, 200), ''),
  seed: v.optional(integer({ min: 0, max: 4294967295 }), 1),
  objective: Objective,
  optimizer: Optimizer,
  steps: integer({ min: 1, max: 1_000_000_000 }),
  precision: v.optional(v.picklist(precisions), 'float64'),
  backend: v.optional(v.picklist(backends), 'auto'),
  /** Threads of the executor; "auto": one for small networks, all cores for large ones. */
  threads: v.optional(v.union([v.literal('auto'), integer({ min: 1, max: 256 })]), 'auto'),
  /** Standard deviation of the Gaussian noise added to every coordinate at each step. */
  noise: v.optional(number({ min: 0 }), 0),
  measure: v.optional(Measure, {}),
  stop: v.optional(Stop, {}),
});

export type Experiment = v.InferOutput<typeof Experiment>;
export type Objective = Experiment['objective'];
export type NetworkObjective = Extract<Objective, { kind: 'network' }>;
export type QuadraticObjective = Extract<Objective, { kind: 'quadratic' }>;
export type ExpressionObjective = Extract<Objective, { kind: 'expression' }>;
export type Optimizer = Experiment['optimizer'];
export type LossName = NetworkObjective['loss'];
export type Precision = Experiment['precision'];
/** What an experiment may ask for. */
export type BackendChoice = Experiment['backend'];
/** What a run was computed by. */
export type Backend = Exclude<BackendChoice, 'auto'>;
