import * as v from 'valibot';
import { integer, list, number } from './value.ts';

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

export const Network = v.variant('kind', [Mlp, DeepLinear]);
export type Network = v.InferOutput<typeof Network>;
export type ActivationName = (typeof activationNames)[number];
export type InitializationName = (typeof initializationNames)[number];
