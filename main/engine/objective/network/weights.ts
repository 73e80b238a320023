import type { Chain, Network } from '../../../../app/experiment/network.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Fit } from './architecture.ts';
import { initialWeights } from './initialization.ts';

/** A tensor of weights with its initial values. */
export interface Weight {
  /** `layer0.weight` */
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float64Array;
}

/** The weight matrices [inputs, outputs] of a chain of layers from the inputs over the hidden widths to the outputs. */
export function chainOfWeights(network: Chain, { inputs, outputs, seed }: Fit) {
  const below = [inputs, ...network.hidden];
  const above = [...network.hidden, outputs];
  return below.map((width, i) => weightOf(network, `layer${i}.weight`, [width, above[i]!] as const, seed));
}

/** Weights of a shape as the network begins with them. */
export function weightOf<Of extends Shape>(
  network: Network,
  name: string,
  shape: Of,
  seed: number,
): Weight & { readonly shape: Of } {
  return { name, shape, values: initialWeights(network, { name, shape }, seed) };
}

/** Arrays one after the other. */
export function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((count, { length }) => count + length, 0));
  let begin = 0;
  for (const values of arrays) {
    all.set(values, begin);
    begin += values.length;
  }
  return all;
}
