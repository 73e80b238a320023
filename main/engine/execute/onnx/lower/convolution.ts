import type { Precision } from '../../../../../app/experiment/experiment.ts';
import type { Shape, Tensor, Window } from '../../../graph/tensor.ts';
import { valueAt, type Value } from '../../lowering.ts';
import type { GraphWriter } from '../graph-writer.ts';
import type { OnnxLowering } from './lowering.ts';
import { patchesOf, planesOf, spaced } from './patches.ts';

/*
 * ONNX has channels before pixels: images are turned on the way in and back on the way out, and ONNX Runtime takes away the turns that meet. Its
 * Conv has no float64. In float32 it is the quicker way to the images alone: a convolution and its adjoint in the filters share their patches,
 * so that each is one product more (float32, 1000 images of 16×16×16 under 32 filters: 52 against 112 ms).
 */

/** The filters [O, KH·KW·C] times the patches. */
export function lowerConvolution(tensor: Tensor, window: Window): OnnxLowering {
  const [images, filters] = operandsOf(tensor);
  const [height = 1, width = 1, channels = 1, outputs = 1] = filters.shape;
  return {
    operands: [patchesOf(planesOf(images), window, filters.shape, tensor.shape), filters],
    write: (writer, values) => {
      const [patches, weights] = [valueAt(values, 0), valueAt(values, 1)];
      const columns = writer.node('Reshape', [
        weights,
        writer.integers([height * width * channels, outputs]),
      ]);
      const products = writer.node('MatMul', [turned(writer, columns, [1, 0]), patches]);
      return imagesOf(writer, products, tensor.shape);
    },
  };
}

/** The adjoint in the images: the cotangent, its pixels `stride` apart, under the filters half turned around. */
export function lowerConvolutionImages(tensor: Tensor, window: Window, precision: Precision): OnnxLowering {
  const [cotangent, filters] = operandsOf(tensor);
  const [height = 1, width = 1, channels = 1, outputs = 1] = filters.shape;
  const planes = spaced(planesOf(cotangent), window.stride);
  const before = [height - 1 - window.before[0], width - 1 - window.before[1]] as const;
  const after = [0, 1].map(
    (axis) => tensor.shape[axis + 1]! + filters.shape[axis]! - 1 - planes.shape[axis + 2]! - before[axis]!,
  );
  const pads = [...before, ...after];
  if (precision === 'float32' && pads.every((zeros) => zeros >= 0))
    return {
      operands: [planes, filters],
      write: (writer, values) => {
        const weights = turned(writer, reversed(writer, valueAt(values, 1)), [2, 3, 0, 1]);
        return turned(writer, writer.node('Conv', [valueAt(values, 0), weights], { pads }), FROM_PLANES);
      },
    };
  return {
    operands: [patchesOf(planes, { stride: 1, before }, filters.shape, tensor.shape), filters],
    write: (writer, values) => {
      const weights = turned(writer, reversed(writer, valueAt(values, 1)), [2, 0, 1, 3]);
      const shape = writer.integers([channels, height * width * outputs]);
      const products = writer.node('MatMul', [writer.node('Reshape', [weights, shape]), valueAt(values, 0)]);
      return imagesOf(writer, products, tensor.shape);
    },
  };
}

/** The adjoint in the filters: the patches times the cotangent, summed over the images. */
export function lowerConvolutionFilters(tensor: Tensor, window: Window): OnnxLowering {
  const [images, cotangent] = operandsOf(tensor);
  const [count = 1, height = 1, width = 1, outputs = 1] = cotangent.shape;
  return {
    operands: [patchesOf(planesOf(images), window, tensor.shape, cotangent.shape), cotangent],
    write: (writer, values) => {
      const planes = turned(writer, valueAt(values, 1), TO_PLANES);
      const places = writer.node('Reshape', [planes, writer.integers([count, outputs, height * width])]);
      const products = writer.node('MatMul', [valueAt(values, 0), turned(writer, places, [0, 2, 1])]);
      const sums = writer.node('ReduceSum', [products, writer.integers([0])], { keepdims: 0 });
      return writer.node('Reshape', [sums, writer.integers(tensor.shape)]);
    },
  };
}

const TO_PLANES = [0, 3, 1, 2];
const FROM_PLANES = [0, 2, 3, 1];

function operandsOf({ operation, inputs }: Tensor): readonly [Tensor, Tensor] {
  const [a, b] = inputs;
  if (!a || !b) throw new TypeError(`A ${operation.op} has two inputs.`);
  return [a, b];
}

function turned(writer: GraphWriter, value: Value, perm: readonly number[]): Value {
  return writer.node('Transpose', [value], { perm });
}

/** Planes [N, C, H·W] as images [N, H, W, C]. */
function imagesOf(
  writer: GraphWriter,
  planes: Value,
  [count = 1, height = 1, width = 1, channels = 1]: Shape,
): Value {
  const parted = writer.node('Reshape', [planes, writer.integers([count, channels, height, width])]);
  return turned(writer, parted, FROM_PLANES);
}

/** Filters from their last row and column to their first. */
function reversed(writer: GraphWriter, filters: Value): Value {
  const lists = [
    [-1, -1],
    [BEFORE_ALL, BEFORE_ALL],
    [0, 1],
    [-1, -1],
  ];
  return writer.node('Slice', [filters, ...lists.map((list) => writer.integers(list))]);
}

const BEFORE_ALL = -(2 ** 31); // where a Slice that goes backwards ends after the first element
