import * as v from 'valibot';
import { Adaptive } from '../optimizer/asam.ts';
import { GradientDescent } from '../optimizer/gd.ts';
import { SurrogateGap } from '../optimizer/gsam.ts';
import { Sharded } from '../optimizer/m-sam.ts';
import { MultiStep } from '../optimizer/n-step-sam.ts';
import { PartialAscent } from '../optimizer/partial-sam.ts';
import { SharpnessAware } from '../optimizer/sam.ts';
import { Unnormalised } from '../optimizer/usam.ts';
import { Data } from './data.ts';
import { Eigenvalues } from './eigenvalues.ts';
import { FlowMeasure } from './flow.ts';
import { Network } from './network.ts';
import { QuadraticMap } from './quadratic-map.ts';
import { ScalarChain } from './scalar-chain.ts';
import { SpectrumMeasure } from './spectrum.ts';
import { flag, integer, list, number, orAuto, text } from './value.ts';

/** ℓ(w) = ½ wᵀQΛQᵀw; `rotate` false means Q = I (docs/theory.md section 2, with its trap). */
export const Quadratic = v.strictObject({
  kind: v.literal('quadratic'),
  eigenvalues: Eigenvalues,
  rotate: v.optional(flag(), true),
  /** In the eigenbasis, largest eigenvalue first; "random" draws N(0,1) per coordinate. */
  start: v.optional(
    v.union(
      [v.literal('random'), list(number(), { of: 'finite numbers', min: 1, max: 2000 })],
      '"random" or a list of finite numbers',
    ),
    'random',
  ),
});

const nameWords = 'a name of letters, digits and _ that begins with a letter';
const variableName = v.pipe(v.string(nameWords), v.regex(/^[A-Za-z][A-Za-z0-9_]*$/, nameWords));

const oneFormula = text(1);
const severalFormulas = list(text(1), { of: 'formulas, one for each example', min: 1, max: 64 });
const noFormula = v.string('a text of 1 to 10000 characters or a list of them');
const formulas = v.lazy((input) => {
  if (Array.isArray(input)) return severalFormulas;
  return typeof input === 'string' ? oneFormula : noFormula;
});

/** ℓ given by a formula in named variables (app/experiment/formula/), or by one formula for each example, whose mean it is. */
export const Expression = v.strictObject({
  kind: v.literal('expression'),
  variables: list(variableName, { of: 'variable names', min: 1, max: 64 }),
  formula: formulas,
  start: list(number(), { of: 'finite numbers', min: 1, max: 64 }),
});

export const lossNames = ['half-squared-error', 'mean-squared-error', 'cross-entropy'] as const;

/** The empirical risk of a network on data. */
export const NetworkObjective = v.strictObject({
  kind: v.literal('network'),
  network: Network,
  data: Data,
  loss: v.optional(v.picklist(lossNames), 'mean-squared-error'),
});

/** What is minimized. */
export const Objective = v.variant('kind', [
  Quadratic,
  Expression,
  ScalarChain,
  QuadraticMap,
  NetworkObjective,
]);

/** What minimizes: each kind's settings are described in its own file. */
export const Optimizer = v.variant('kind', [
  GradientDescent,
  SharpnessAware,
  Unnormalised,
  Adaptive,
  SurrogateGap,
  Sharded,
  MultiStep,
  PartialAscent,
]);

const SharpnessMeasure = v.strictObject({
  /** Steps between measurements. Odd by default: an even stride sees one side of a period-two oscillation only. */
  every: v.optional(integer({ min: 1 }), 51),
  /** k: how many leading eigenvalues. */
  count: v.optional(integer({ min: 1, max: 64 }), 1),
  /** Residual ‖Hu − λu‖ relative to |λ₁| at which Lanczos stops. */
  tolerance: v.optional(number({ above: 0, below: 1 }), 1e-3),
  /** Whether λ₁ is measured at the ascent point too. Absent: no, so that completed experiments of earlier versions stay as they are. */
  ascent: v.optional(flag()),
});

export const Measure = v.strictObject({
  sharpness: v.optional(SharpnessMeasure, {}),
  /** Whether the drift is measured with the sharpness (docs/theory.md section 3). Absent: no. */
  drift: v.optional(flag()),
  /** The spectrum of the Hessian at chosen steps. Absent: at none. */
  spectrum: v.optional(SpectrumMeasure),
  /** The gradient flow from the start, followed beside the run. Absent: it is not. */
  flow: v.optional(FlowMeasure),
});

export const Stop = v.strictObject({
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
  threads: v.optional(
    orAuto(integer({ min: 1, max: 256 }), 'a whole number at least 1 and at most 256'),
    'auto',
  ),
  /** Examples that are evaluated at a time, which bounds the memory; "auto": all, unless that takes too much (chunk.ts). */
  chunk: v.optional(orAuto(integer({ min: 1 }), 'a whole number at least 1'), 'auto'),
  /** Standard deviation of the Gaussian noise added to every coordinate at each step. */
  noise: v.optional(number({ min: 0 }), 0),
  measure: v.optional(Measure, {}),
  stop: v.optional(Stop, {}),
});

export type Experiment = v.InferOutput<typeof Experiment>;
export type Measure = Experiment['measure'];
export type Stop = Experiment['stop'];
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
