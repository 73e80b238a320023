import * as v from 'valibot';
import { flag, integer, list, number } from './value.ts';

export const activationNames = ['tanh', 'relu', 'gelu', 'softplus', 'sigmoid', 'linear'] as const;
export const initializationNames = ['glorot-normal', 'lecun-normal', 'he-normal', 'normal'] as const;

/** Widths of the hidden layers; none: the layer from inputs to outputs alone. */
const widths = list(integer({ min: 1, max: 100_000 }), {
  of: 'whole numbers, the widths of the hidden layers',
  min: 0,
  max: 64,
});
const initialization = {
  init: v.optional(v.picklist(initializationNames), 'glorot-normal'),
  /** Multiplies the standard deviation of the initial weights (for `normal` it is that deviation). */
  scale: v.optional(number({ above: 0 }), 1),
};

/** Multilayer perceptron: affine layers of the hidden widths with an activation between them; biases start at zero. */
const Mlp = v.strictObject({
  kind: v.literal('mlp'),
  hidden: widths,
  activation: v.optional(v.picklist(activationNames), 'tanh'),
  ...initialization,
});

/** A product of matrices: no biases, no activation. */
const DeepLinear = v.strictObject({ kind: v.literal('deep-linear'), hidden: widths, ...initialization });

/**
 * f(x) = (u₁⊙u₂⊙…⊙u_L)·x for one output: a diagonal matrix a layer, no biases, no activation (Woodworth et al., arXiv 2002.09277). With more outputs each has
 * such vectors of its own.
 */
const DiagonalLinear = v.strictObject({
  kind: v.literal('diagonal-linear'),
  /** L. */
  depth: v.optional(integer({ min: 1, max: 64 }), 2),
  ...initialization,
});

export const paddingNames = ['same', 'valid'] as const;

/** A 3×3 convolution, its activation and, where asked, average pooling. */
const Block = v.strictObject({
  filters: integer({ min: 1, max: 4096 }),
  /** Pixels from one place of the filters to the next. */
  stride: v.optional(integer({ min: 1, max: 1024 }), 1),
  /** `same`: ⌈side/stride⌉ places along a side, with zeros around the image; `valid`: only places inside it. */
  padding: v.optional(v.picklist(paddingNames), 'same'),
  /** Side of the squares that are averaged; 1: none. */
  pool: v.optional(integer({ min: 1, max: 1024 }), 1),
});

/** Blocks of 3×3 convolutions over images, then an affine layer of all that is left to the outputs; biases start at zero. */
const Cnn = v.strictObject({
  kind: v.literal('cnn'),
  blocks: list(Block, { of: 'blocks', min: 1, max: 64 }),
  activation: v.optional(v.picklist(activationNames), 'tanh'),
  /** Whether each example is normalised over its pixels and channels behind every convolution. */
  layerNorm: v.optional(flag(), false),
  ...initialization,
});

/** Pre-LN decoder that predicts each next character of a text; positions and vocabulary are those of the data. `heads` divides `width`. */
const Transformer = v.strictObject({
  kind: v.literal('transformer'),
  /** Numbers that stand for a character between the layers. */
  width: v.optional(integer({ min: 1, max: 100_000 }), 64),
  layers: v.optional(integer({ min: 1, max: 64 }), 2),
  heads: v.optional(integer({ min: 1, max: 100_000 }), 4),
  ...initialization,
});

export const Network = v.variant('kind', [Mlp, DeepLinear, DiagonalLinear, Cnn, Transformer]);
export type Network = v.InferOutput<typeof Network>;
export type Cnn = Extract<Network, { kind: 'cnn' }>;
export type Block = Cnn['blocks'][number];
export type Transformer = v.InferOutput<typeof Transformer>;
/** A network of layers of the widths `hidden`, one after the other. */
export type Chain = Extract<Network, { readonly hidden: readonly number[] }>;
export type ActivationName = (typeof activationNames)[number];
export type InitializationName = (typeof initializationNames)[number];
