import type { Network } from '../../../../app/experiment/network.ts';
import type { Fit } from './architecture.ts';
import { initialWeights } from './initialization.ts';

/** A weight matrix with its initial values. */
export interface Weight {
  /** `layer0.weight` */
  readonly name: string;
  /** [inputs, outputs] */
  readonly shape: readonly [number, number];
  readonly values: Float64Array;
}

/** The weight matrices of a chain of layers from the inputs over the hidden widths to the outputs. */
export function chainOfWeights(network: Network, { inputs, outputs, seed }: Fit): Weight[] {
  const below = [inputs, ...network.hidden];
  const above = [...network.hidden, outputs];
  return below.map((width, i) => {
    const weight = { name: `layer${i}.weight`, shape: [width, above[i]!] as const };
    return { ...weight, values: initialWeights(network, weight, seed) };
  });
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
