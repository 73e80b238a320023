import { slice } from '../../../graph/build.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { valueAt } from '../../lowering.ts';
import type { OnnxLowering } from './lowering.ts';

const TO_PLANES = { perm: [0, 3, 1, 2] };
const FROM_PLANES = { perm: [0, 2, 3, 1] };

/** ReduceMean over the squares' rows and columns: as quick as AveragePool, which has no float64. */
export function lowerAveragePool(tensor: Tensor, size: number): OnnxLowering {
  const [count = 1, rows = 1, columns = 1, channels = 1] = tensor.shape;
  return {
    operands: tensor.inputs.map((images) =>
      slice(images, [0, 0, 0, 0], [count, rows * size, columns * size, channels]),
    ),
    write: (writer, values) => {
      const planes = writer.node('Transpose', [valueAt(values, 0)], TO_PLANES);
      const squares = writer.node('Reshape', [
        planes,
        writer.integers([count, channels, rows, size, columns, size]),
      ]);
      const means = writer.node('ReduceMean', [squares, writer.integers([3, 5])], { keepdims: 0 });
      return writer.node('Transpose', [means], FROM_PLANES);
    },
  };
}

/** Columns and then rows gathered as often as a square has them. (Expand takes four times as long.) */
export function lowerAveragePoolImages(tensor: Tensor, size: number): OnnxLowering {
  const [, height = 1, width = 1] = tensor.shape;
  const [, rows = 1, columns = 1] = tensor.inputs[0]?.shape ?? [];
  const each = (count: number): number[] =>
    Array.from({ length: count * size }, (_, i) => Math.floor(i / size));
  const left = [height - rows * size, width - columns * size];
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const planes = writer.node('Transpose', [valueAt(values, 0)], TO_PLANES);
      const share = writer.node('Mul', [planes, writer.number(1 / size ** 2)]);
      const wide = writer.node('Gather', [share, writer.integers(each(columns))], { axis: 3 });
      const high = writer.node('Gather', [wide, writer.integers(each(rows))], { axis: 2 });
      const whole = left.some((zeros) => zeros > 0)
        ? writer.node('Pad', [high, writer.integers([0, 0, 0, 0, 0, 0, ...left])])
        : high;
      return writer.node('Transpose', [whole], FROM_PLANES);
    },
  };
}
