import type { Network } from '../../../../app/experiment/network.ts';
import { add, matmul } from '../../graph/build.ts';
import { activations } from './activations.ts';
import type { Architecture, Fit } from './architecture.ts';
import { chainOfWeights, joined } from './weights.ts';

/**
 * Multilayer perceptron: x ← φ(xW + b) for every hidden width, then xW + b. Layers `layer0.weight` [inputs, outputs],
 * `layer0.bias` [outputs], …; biases start at zero.
 */
export function mlp(network: Extract<Network, { kind: 'mlp' }>, fit: Fit): Architecture {
  const weights = chainOfWeights(network, fit);
  const activation = activations[network.activation];
  return {
    layers: weights.flatMap(({ name, shape }, i) => [
      { name, shape },
      { name: `layer${i}.bias`, shape: [shape[1]] },
    ]),
    start: joined(weights.flatMap(({ values, shape }) => [values, new Float64Array(shape[1])])),
    outputs: (layers, inputs) => {
      let x = inputs;
      for (let i = 0; i < weights.length; i++) {
        const affine = add(matmul(x, layers[2 * i]!), layers[2 * i + 1]!);
        x = i < weights.length - 1 ? activation(affine) : affine;
      }
      return x;
    },
  };
}
