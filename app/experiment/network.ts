import * as v from 'valibot';
import { integer, number } from './value.ts';

export const activationNames = ['tanh', 'relu', 'gelu', 'softplus', 'sigmoid', 'linear'] as const;
export const initializationNames = ['glorot-normal', 'lecun-normal', 'he-normal', 'normal'] as const;

const widths = v.pipe(
  v.array(integer({ min: 1, max: 100_000 })),
  v.maxLength(64, 'at most 64 hidden layers'),
);
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
