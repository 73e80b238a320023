import type { Tensor } from '../../../graph/tensor.ts';
import { valueAt } from '../../lowering.ts';
import { int32, type TensorflowLowering } from './lowering.ts';

/** AvgPool. (Sums over the squares' axes, or over rows and then columns, take 14 and 3 times as long.) */
export function lowerAveragePool(tensor: Tensor, size: number): TensorflowLowering {
  const square = { list: { i: [1, size, size, 1] } };
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node('AvgPool', values, {
        ksize: square,
        strides: square,
        padding: { s: Buffer.from('VALID') },
      }),
  };
}

/** By repeating what is divided before: AvgPoolGrad takes half as long again. */
export function lowerAveragePoolImages(tensor: Tensor, size: number): TensorflowLowering {
  const [count = 1, height = 1, width = 1, channels = 1] = tensor.shape;
  const [, rows = 1, columns = 1] = tensor.inputs[0]?.shape ?? [];
  const [below, beside] = [height - rows * size, width - columns * size];
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const reshape = (value: string, shape: readonly number[]) =>
        writer.node('Reshape', [value, writer.integers(shape)], { Tshape: int32 });
      const share = writer.node('Mul', [valueAt(values, 0), writer.number(1 / size ** 2)]);
      const apart = reshape(share, [count, rows, 1, columns, 1, channels]);
      const repeated = writer.node(
        'BroadcastTo',
        [apart, writer.integers([count, rows, size, columns, size, channels])],
        { Tidx: int32 },
      );
      const images = reshape(repeated, [count, rows * size, columns * size, channels]);
      if (below + beside === 0) return images;
      const zeros = writer.integers([0, 0, 0, below, 0, beside, 0, 0], [4, 2]);
      return writer.node('Pad', [images, zeros], { Tpaddings: int32 });
    },
  };
}
