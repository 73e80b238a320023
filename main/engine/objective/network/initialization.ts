import type { InitializationName, Network } from '../../../../app/experiment/network.ts';
import { size, type Shape } from '../../graph/tensor.ts';
import { RandomStream } from '../../random/stream.ts';

/** Standard deviation of a weight of a layer of `inputs` and `outputs` units. */
const deviations: Readonly<Record<InitializationName, (inputs: number, outputs: number) => number>> = {
  /** Glorot and Bengio, AISTATS 2010. */
  'glorot-normal': (inputs, outputs) => Math.sqrt(2 / (inputs + outputs)),
  /** LeCun et al., Efficient BackProp, 1998. */
  'lecun-normal': (inputs) => Math.sqrt(1 / inputs),
  /** He et al., arXiv 1502.01852. */
  'he-normal': (inputs) => Math.sqrt(2 / inputs),
  normal: () => 1,
};

/**
 * Initial weights [inputs, outputs] of the layer `name`, or filters [height, width, inputs, outputs], whose units count once a pixel:
 * N(0, (scale·deviation)²) from the seed's stream `weights/NAME`.
 */
export function initialWeights(
  { init, scale }: Pick<Network, 'init' | 'scale'>,
  { name, shape }: { readonly name: string; readonly shape: Shape },
  seed: number,
): Float64Array {
  const pixels = size(shape.slice(0, -2));
  const [inputs = 1, outputs = 1] = shape.slice(-2);
  const deviation = scale * deviations[init](pixels * inputs, pixels * outputs);
  return new RandomStream(seed, `weights/${name}`).normals(size(shape)).map((z) => deviation * z);
}
