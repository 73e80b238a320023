import type { Transformer } from '../../../../app/experiment/network.ts';
import { add, gather, matmul, reshape } from '../../graph/build.ts';
import { dimension } from '../../graph/shape.ts';
import { size, type Shape, type Tensor } from '../../graph/tensor.ts';
import { activations } from './activations.ts';
import type { Architecture, Fit } from './architecture.ts';
import { attention } from './attention.ts';
import { initialWeights } from './initialization.ts';
import { layerNorm } from './layer-norm.ts';
import { joined } from './weights.ts';
import { EngineError } from '../../problem.ts';

/** Layers by name. */
type Named = (name: string) => Tensor;

/**
 * A decoder that normalizes before each part (pre-LN; Xiong et al., arXiv 2002.04745): h = token + position; in every block
 * h ← h + A(N₁(h)) with causal attention, h ← h + F(N₂(h)) with a GELU layer of 4·width; a last norm and a linear read-out. Inputs are
 * indices [examples, positions], outputs [examples·positions, vocabulary].
 *
 * Layers, V the vocabulary, P the positions, D the width: `embedding.token` [V, D], `embedding.position` [P, D]; for each block
 * `blockN.norm1.scale` and `.shift` [D], `blockN.attention.weight` [D, 3·D] (queries, keys, values, each head beside head),
 * `blockN.output.weight` [D, D], `blockN.norm2.scale` and `.shift` [D], `blockN.up.weight` [D, 4·D], `blockN.up.bias` [4·D],
 * `blockN.down.weight` [4·D, D], `blockN.down.bias` [D]; `norm.scale` and `norm.shift` [D], `readout.weight` [D, V]. Scales start at one,
 * shifts and biases at zero.
 * @throws EngineError `bad-objective` if the heads do not divide the width
 */
export function transformer(
  network: Transformer,
  { inputs: positions, outputs: vocabulary, seed }: Fit,
): Architecture {
  const { width, heads } = network;
  if (width % heads !== 0)
    throw new EngineError(
      'bad-objective',
      `${heads} heads do not share a width of ${width}; take a divisor of it.`,
    );
  const layers = layersOf(network, positions, vocabulary);
  const starts = layers.map(({ name, shape }) => {
    const [inputs, outputs] = shape;
    if (inputs !== undefined && outputs !== undefined)
      return initialWeights(network, { name, shape: [inputs, outputs] }, seed);
    return new Float64Array(size(shape)).fill(name.endsWith('.scale') ? 1 : 0);
  });
  return {
    layers,
    start: joined(starts),
    outputs: (tensors, inputs) => {
      const byName = new Map(layers.map(({ name }, i) => [name, tensors[i]!]));
      return outputsOf(network, (name) => byName.get(name)!, inputs);
    },
  };
}

interface NamedShape {
  readonly name: string;
  readonly shape: Shape;
}

function layersOf({ width, layers }: Transformer, positions: number, vocabulary: number): NamedShape[] {
  const norm = (name: string): NamedShape[] => [
    { name: `${name}.scale`, shape: [width] },
    { name: `${name}.shift`, shape: [width] },
  ];
  const block = (name: string): NamedShape[] => [
    ...norm(`${name}.norm1`),
    { name: `${name}.attention.weight`, shape: [width, 3 * width] },
    { name: `${name}.output.weight`, shape: [width, width] },
    ...norm(`${name}.norm2`),
    { name: `${name}.up.weight`, shape: [width, 4 * width] },
    { name: `${name}.up.bias`, shape: [4 * width] },
    { name: `${name}.down.weight`, shape: [4 * width, width] },
    { name: `${name}.down.bias`, shape: [width] },
  ];
  return [
    { name: 'embedding.token', shape: [vocabulary, width] },
    { name: 'embedding.position', shape: [positions, width] },
    ...Array.from({ length: layers }, (_, i) => block(`block${i}`)).flat(),
    ...norm('norm'),
    { name: 'readout.weight', shape: [width, vocabulary] },
  ];
}

function outputsOf({ width, layers, heads }: Transformer, layer: Named, inputs: Tensor): Tensor {
  const [examples, positions] = [dimension(inputs.shape, 0), dimension(inputs.shape, 1)];
  const norm = (name: string, x: Tensor): Tensor =>
    layerNorm(x, [1], layer(`${name}.scale`), layer(`${name}.shift`));
  const embedded = add(gather(layer('embedding.token'), inputs), layer('embedding.position'));
  let h = reshape(embedded, [examples * positions, width]);
  for (let i = 0; i < layers; i++) {
    const block = `block${i}`;
    const projected = matmul(norm(`${block}.norm1`, h), layer(`${block}.attention.weight`));
    const attended = attention(projected, { examples, positions, width, heads });
    h = add(h, matmul(attended, layer(`${block}.output.weight`)));
    const up = add(matmul(norm(`${block}.norm2`, h), layer(`${block}.up.weight`)), layer(`${block}.up.bias`));
    const down = matmul(activations.gelu(up), layer(`${block}.down.weight`));
    h = add(h, add(down, layer(`${block}.down.bias`)));
  }
  return matmul(norm('norm', h), layer('readout.weight'));
}
