import type { Network } from '../../../../app/experiment/network.ts';
import { matmul } from '../../graph/build.ts';
import type { Architecture, Fit } from './architecture.ts';
import { chainOfWeights, joined } from './weights.ts';

/** A product of matrices, xW₀W₁…: no biases, no activation. Layers `layer0.weight` [inputs, outputs], … */
export function deepLinear(network: Extract<Network, { kind: 'deep-linear' }>, fit: Fit): Architecture {
  const weights = chainOfWeights(network, fit);
  return {
    layers: weights.map(({ name, shape }) => ({ name, shape })),
    start: joined(weights.map(({ values }) => values)),
    outputs: (layers, inputs) => layers.reduce((x, weight) => matmul(x, weight), inputs),
  };
}
