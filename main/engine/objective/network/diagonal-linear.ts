import type { Network } from '../../../../app/experiment/network.ts';
import { matmul, mul } from '../../graph/build.ts';
import type { Architecture, Fit } from './architecture.ts';
import { joined, weightOf } from './weights.ts';

/**
 * Diagonal linear network (Woodworth et al., arXiv 2002.09277): x(W₀⊙W₁⊙…), for one output (u₁⊙u₂⊙…)·x. Layers `layer0.weight` [inputs, outputs], …,
 * all of one shape and drawn as matrices of it are.
 */
export function diagonalLinear(
  network: Extract<Network, { kind: 'diagonal-linear' }>,
  { inputs, outputs, seed }: Fit,
): Architecture {
  const weights = Array.from({ length: network.depth }, (_, i) =>
    weightOf(network, `layer${i}.weight`, [inputs, outputs], seed),
  );
  return {
    layers: weights.map(({ name, shape }) => ({ name, shape })),
    start: joined(weights.map(({ values }) => values)),
    outputs: (layers, x) =>
      matmul(
        x,
        layers.reduce((product, weight) => mul(product, weight)),
      ),
  };
}
