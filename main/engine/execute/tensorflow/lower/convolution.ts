import type { Shape, Tensor, Window } from '../../../graph/tensor.ts';
import { valueAt, type Value } from '../../lowering.ts';
import type { Attributes, GraphWriter } from '../graph-writer.ts';
import { int32, type TensorflowLowering } from './lowering.ts';

/*
 * TensorFlow's images are [N, H, W, C] and its filters [KH, KW, C, O] as here. Zeros around that are not what it means by SAME are laid around the
 * images beforehand: its padding EXPLICIT misses the fast kernels (float32 adjoint in the filters: 85 against 10 ms).
 */

/** Conv2D. */
export function lowerConvolution(tensor: Tensor, window: Window): TensorflowLowering {
  const [images, filters] = shapesOf(tensor.inputs);
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const around = surround(images, filters, window);
      return writer.node(
        'Conv2D',
        [around.pad(writer, valueAt(values, 0)), valueAt(values, 1)],
        around.attributes,
      );
    },
  };
}

/** Conv2DBackpropInput. */
export function lowerConvolutionImages(tensor: Tensor, window: Window): TensorflowLowering {
  const [, filters] = shapesOf(tensor.inputs);
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const around = surround(tensor.shape, filters, window);
      const [cotangent, weights] = [valueAt(values, 0), valueAt(values, 1)];
      const size = writer.integers(around.padded);
      return around.crop(
        writer,
        writer.node('Conv2DBackpropInput', [size, weights, cotangent], around.attributes),
      );
    },
  };
}

/** Conv2DBackpropFilter. */
export function lowerConvolutionFilters(tensor: Tensor, window: Window): TensorflowLowering {
  const [images] = shapesOf(tensor.inputs);
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const around = surround(images, tensor.shape, window);
      const padded = around.pad(writer, valueAt(values, 0));
      const operands = [padded, writer.integers(tensor.shape), valueAt(values, 1)];
      return writer.node('Conv2DBackpropFilter', operands, around.attributes);
    },
  };
}

function shapesOf(tensors: readonly Tensor[]): readonly [Shape, Shape] {
  return [tensors[0]?.shape ?? [], tensors[1]?.shape ?? []];
}

/** How the zeros around images get there. */
interface Surrounding {
  readonly attributes: Attributes;
  /** The images' shape with the zeros that are laid around them. */
  readonly padded: Shape;
  pad(writer: GraphWriter, images: Value): Value;
  crop(writer: GraphWriter, padded: Value): Value;
}

function surround(images: Shape, filters: Shape, window: Window): Surrounding {
  const { stride, before, after } = window;
  const attributes = (padding: 'SAME' | 'VALID'): Attributes => ({
    strides: { list: { i: [1, stride, stride, 1] } },
    padding: { s: Buffer.from(padding) },
  });
  const same = [0, 1].every((axis) => isSame(images[axis + 1] ?? 1, filters[axis] ?? 1, window, axis));
  const none = [...before, ...after].every((zeros) => zeros === 0);
  if (same || none)
    return {
      attributes: attributes(same ? 'SAME' : 'VALID'),
      padded: images,
      pad: (_writer, value) => value,
      crop: (_writer, value) => value,
    };
  const [begin, end] = [
    [0, ...before, 0],
    [0, ...after, 0],
  ];
  return {
    attributes: attributes('VALID'),
    padded: images.map((side, axis) => side + (begin[axis] ?? 0) + (end[axis] ?? 0)),
    pad: (writer, value) => {
      const zeros = writer.integers(
        begin.flatMap((count, axis) => [count, end[axis] ?? 0]),
        [4, 2],
      );
      return writer.node('Pad', [value, zeros], { Tpaddings: int32 });
    },
    crop: (writer, value) =>
      writer.node('Slice', [value, writer.integers(begin), writer.integers(images)], { Index: int32 }),
  };
}

/** Whether the zeros along an axis are those of TensorFlow's SAME: ⌈side/stride⌉ places, as many zeros before as after, or one more after. */
function isSame(side: number, filter: number, { stride, before, after }: Window, axis: number): boolean {
  const zeros = Math.max(0, (Math.ceil(side / stride) - 1) * stride + filter - side);
  const first = Math.floor(zeros / 2);
  return before[axis] === first && after[axis] === zeros - first;
}
