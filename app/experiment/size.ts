import type { Data, Text } from './data.ts';
import { eigenvalueList } from './eigenvalues.ts';
import type { Objective } from './experiment.ts';
import { blockShapes, FILTER_SIDE, type BlockShapes, type ImageShape } from './image.ts';
import type { Cnn, Network } from './network.ts';
import { vocabularySize } from './text.ts';

/** What a network sees of its data. */
export interface DataShape {
  /** Training and test examples together. */
  readonly examples: number;
  /** Numbers of an example; of a text, its positions. */
  readonly inputs: number;
  /** Numbers of a target; of a text, its vocabulary. */
  readonly outputs: number;
  /** Targets are classes, one-hot. */
  readonly classes: boolean;
  /** Of an example, where the inputs are images. */
  readonly image: ImageShape | null;
}

/** The shape of a data set; null where only its file tells. */
export function dataShape(data: Data): DataShape | null {
  switch (data.kind) {
    case 'chebyshev':
      return { examples: data.points, inputs: 1, outputs: 1, classes: false, image: null };
    case 'mixture':
      return {
        examples: data.points,
        inputs: data.dimension,
        outputs: data.classes,
        classes: true,
        image: null,
      };
    case 'linear-teacher':
      return {
        examples: data.points + data.test,
        inputs: data.dimension,
        outputs: data.outputs,
        classes: false,
        image: null,
      };
    case 'digits':
      return imageShape(data, [8, 8, 1]);
    case 'fashion-mnist':
      return imageShape(data, [28, 28, 1]);
    case 'mnist-1d':
      return {
        examples: data.train + data.test,
        inputs: 40,
        outputs: 10,
        classes: true,
        image: null,
      };
    case 'csv':
    case 'idx':
      return null;
    case 'text': {
      const vocabulary = vocabularySize(data);
      return vocabulary === null ? null : textShape(data, vocabulary);
    }
  }
}

/** Images of ten classes. */
function imageShape(
  { train, test }: { readonly train: number; readonly test: number },
  image: ImageShape,
): DataShape {
  const [height, width, channels] = image;
  return {
    examples: train + test,
    inputs: height * width * channels,
    outputs: 10,
    classes: true,
    image,
  };
}

function textShape({ positions, train, test }: Text, vocabulary: number): DataShape {
  return { examples: train + test, inputs: positions, outputs: vocabulary, classes: true, image: null };
}

/** What a data set has at least: of a file that is not opened yet. */
export function leastShape(data: Data): DataShape {
  if (data.kind === 'text') return textShape(data, 2);
  return { examples: 1, inputs: 1, outputs: 1, classes: false, image: null };
}

/** Number of parameters; null where only the data's file tells. */
export function parameterCount(objective: Objective): number | null {
  switch (objective.kind) {
    case 'quadratic':
      return eigenvalueList(objective.eigenvalues).length;
    case 'expression':
      return objective.variables.length;
    case 'chain':
      return objective.depth;
    case 'quadratic-map':
      return objective.parameters;
    case 'network': {
      const shape = dataShape(objective.data);
      if (!shape || (objective.network.kind === 'cnn' && !shape.image)) return null;
      return networkParameters(objective.network, shape);
    }
  }
}

/** Number of training examples; 0 where the objective is no mean over examples, null where only the data's file tells. */
export function examplesOf(objective: Objective): number | null {
  switch (objective.kind) {
    case 'quadratic':
    case 'chain':
      return 0;
    case 'expression':
      return typeof objective.formula === 'string' ? 0 : objective.formula.length;
    case 'quadratic-map':
      return objective.examples;
    case 'network':
      return trainingExamples(objective.data);
  }
}

/** Number of training examples of a data set; null where only its file tells. */
export function trainingExamples(data: Data): number | null {
  if ('points' in data) return data.points;
  return 'train' in data && typeof data.train === 'number' ? data.train : null;
}

/** Number of parameters of a network between inputs and outputs. */
export function networkParameters(network: Network, shape: DataShape): number {
  if (network.kind === 'cnn') return cnnParameters(network, shape);
  if (network.kind === 'transformer') {
    const { width, layers } = network;
    const block = 12 * width * width + 9 * width; // attention 4·width², feed-forward 8·width² and 5·width, two norms 4·width
    return (shape.inputs + 2 * shape.outputs + 2) * width + layers * block;
  }
  if (network.kind === 'diagonal-linear') return network.depth * shape.inputs * shape.outputs;
  const widths = [shape.inputs, ...network.hidden, shape.outputs];
  const biases = network.kind === 'mlp' ? 1 : 0;
  return widths.slice(1).reduce((count, width, i) => count + (widths[i]! + biases) * width, 0);
}

/** Filters and biases, scales and shifts of the norms, and the affine layer behind. */
function cnnParameters(network: Cnn, { image, outputs }: DataShape): number {
  const shapes = leastShapes(network, image);
  const ofBlocks = shapes.map(({ entering: [, , channels], convolved: [, , filters] }) => {
    const weights = FILTER_SIDE ** 2 * channels * filters;
    return weights + (network.layerNorm ? 3 : 1) * filters;
  });
  const left = pixels(shapes.at(-1)!.pooled);
  return ofBlocks.reduce((sum, count) => sum + count, (left + 1) * outputs);
}

/** The shapes in the blocks, of images of one pixel where only a file tells; no side below 1. */
function leastShapes({ blocks }: Cnn, image: ImageShape | null): BlockShapes[] {
  const least = ([height, width, channels]: ImageShape): ImageShape => [
    Math.max(1, height),
    Math.max(1, width),
    channels,
  ];
  return blockShapes(image ?? [1, 1, 1], blocks).map(({ entering, convolved, pooled }) => ({
    entering: least(entering),
    convolved: least(convolved),
    pooled: least(pooled),
  }));
}

function pixels([height, width, channels]: ImageShape): number {
  return height * width * channels;
}

/** Numbers that the layers of a network give for one example, its outputs among them. */
export function layerOutputs(network: Network, { image, inputs, outputs }: DataShape): number {
  switch (network.kind) {
    case 'cnn':
      return leastShapes(network, image).reduce((sum, { convolved }) => sum + pixels(convolved), outputs);
    case 'transformer': {
      const { width, layers, heads } = network;
      const block = 10 * width + heads * inputs; // queries, keys, values, their sums, projection, 4·width, projection; scores of each pair of positions
      return inputs * (layers * block + outputs);
    }
    case 'diagonal-linear':
      return outputs;
    case 'deep-linear':
    case 'mlp':
      return network.hidden.reduce((sum, width) => sum + width, outputs);
  }
}
