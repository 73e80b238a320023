import { blockMisfit, blockShapes, FILTER_SIDE, type ImageShape } from '../../../../app/experiment/image.ts';
import type { Block, Network } from '../../../../app/experiment/network.ts';
import { add, averagePool, convolution, matmul, reshape } from '../../graph/build.ts';
import type { Tensor, Window } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { activations } from './activations.ts';
import type { Architecture, Fit } from './architecture.ts';
import { layerNorm } from './layer-norm.ts';
import { joined, weightOf, type Weight } from './weights.ts';

type Cnn = Extract<Network, { kind: 'cnn' }>;

/**
 * Convolutional network on images: for every block x ← pool(φ(norm(x ∗ W + b))), norm and pooling where they are asked for, then xW + b of
 * all that is left, row-major. Layers `layer0.weight` [3, 3, channels, filters], `layer0.bias` [filters], `layer0.norm.scale` and
 * `layer0.norm.shift` [filters], …; at the end `layerN.weight` [inputs, outputs], `layerN.bias`. Biases and shifts start at zero, scales at one.
 * @throws EngineError `bad-objective` where the data are no images, or too small ones
 */
export function cnn(network: Cnn, { image, outputs, seed }: Fit): Architecture {
  if (!image)
    throw new EngineError('bad-objective', 'A cnn takes images, and the examples of these data are none.');
  const misfit = blockMisfit(image, network.blocks);
  if (misfit) throw new EngineError('bad-objective', `objective.network.${misfit.place}: ${misfit.message}`);
  const shapes = blockShapes(image, network.blocks);
  const ofBlocks = shapes.flatMap(({ entering: [, , channels] }, i) =>
    blockWeights(network, i, channels, seed),
  );
  const left = shapes.at(-1)?.pooled ?? image;
  const last = `layer${network.blocks.length}`;
  const features = left[0] * left[1] * left[2];
  const weights = [
    ...ofBlocks,
    weightOf(network, `${last}.weight`, [features, outputs], seed),
    uniform(`${last}.bias`, outputs, 0),
  ];
  return {
    layers: weights.map(({ name, shape }) => ({ name, shape })),
    start: joined(weights.map(({ values }) => values)),
    outputs: (layers, inputs) => {
      const count = inputs.shape[0] ?? 1;
      const each = ofBlocks.length / network.blocks.length;
      let x = reshape(inputs, [count, ...image]);
      network.blocks.forEach((block, i) => {
        x = applyBlock(network, block, layers.slice(i * each, (i + 1) * each), x);
      });
      const [weight, bias] = layers.slice(ofBlocks.length);
      return add(matmul(reshape(x, [count, features]), weight!), bias!);
    },
  };
}

function blockWeights(network: Cnn, index: number, channels: number, seed: number): Weight[] {
  const { filters } = network.blocks[index]!;
  const name = `layer${index}`;
  const shape = [FILTER_SIDE, FILTER_SIDE, channels, filters];
  return [
    weightOf(network, `${name}.weight`, shape, seed),
    uniform(`${name}.bias`, filters, 0),
    ...(network.layerNorm
      ? [uniform(`${name}.norm.scale`, filters, 1), uniform(`${name}.norm.shift`, filters, 0)]
      : []),
  ];
}

function uniform(name: string, length: number, value: number): Weight {
  return { name, shape: [length], values: new Float64Array(length).fill(value) };
}

function applyBlock(
  { activation }: Cnn,
  block: Block,
  [weight, bias, scale, shift]: readonly Tensor[],
  images: Tensor,
): Tensor {
  const affine = add(convolution(images, weight!, windowOf(images, block)), bias!);
  const normal = scale && shift ? layerNorm(affine, [1, 2, 3], scale, shift) : affine;
  return averagePool(activations[activation](normal), block.pool);
}

/** The zeros that `same` lays around: as few as do, one more after than before where they are odd (as in JAX and Keras). */
function windowOf({ shape }: Tensor, block: Block): Window {
  const [, height = 1, width = 1] = shape;
  const image: ImageShape = [height, width, 1];
  const [places] = blockShapes(image, [block]);
  const zeros = [0, 1].map((axis) =>
    Math.max(0, (places!.convolved[axis]! - 1) * block.stride + FILTER_SIDE - image[axis]!),
  );
  const [rows = 0, columns = 0] = zeros;
  return {
    stride: block.stride,
    before: [Math.floor(rows / 2), Math.floor(columns / 2)],
    after: [Math.ceil(rows / 2), Math.ceil(columns / 2)],
  };
}
