import { size, type Tensor } from '../../../graph/tensor.ts';
import { valueAt, type Value } from '../../lowering.ts';
import { int32, direct, type TensorflowLowering } from './lowering.ts';

/** MatMul of matrices, BatchMatMulV2 of batches of them; both transpose by themselves. */
export function lowerMatmul(
  tensor: Tensor,
  { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean },
): TensorflowLowering {
  const [a, b] = [{ b: transposeA }, { b: transposeB }];
  return tensor.shape.length === 2
    ? direct(tensor, 'MatMul', { transpose_a: a, transpose_b: b })
    : direct(tensor, 'BatchMatMulV2', { adj_x: a, adj_y: b });
}

/** From here on a sum over rows is quicker as a product with a row of ones, which goes through memory in order. */
const WORTH_MULTIPLYING = 1e5;

/** Sum over axes; over all rows of many, as the gradient of a bias, a product with ones: half the time, a third with 32 columns. */
export function lowerSum(tensor: Tensor, axes: readonly number[], keep: boolean): TensorflowLowering {
  const [a] = tensor.inputs;
  const rank = a?.shape.length ?? 0;
  const overRows = rank > 1 && axes.length === rank - 1 && axes.at(-1) === rank - 2;
  if (!a || !overRows || size(a.shape) < WORTH_MULTIPLYING) return lowerReduction(tensor, 'Sum', axes, keep);
  const columns = a.shape.at(-1) ?? 1;
  const rows = size(a.shape) / columns;
  return {
    operands: [a],
    write: (writer, values) => {
      const ones = writer.node('Fill', [writer.integers([1, rows]), writer.number(1)], { index_type: int32 });
      const reshape = (value: Value, shape: readonly number[]): Value =>
        writer.node('Reshape', [value, writer.integers(shape)], { Tshape: int32 });
      return reshape(
        writer.node('MatMul', [ones, reshape(valueAt(values, 0), [rows, columns])]),
        tensor.shape,
      );
    },
  };
}

/** Sum or Max over axes. */
export function lowerReduction(
  tensor: Tensor,
  op: 'Sum' | 'Max',
  axes: readonly number[],
  keep: boolean,
): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node(op, [...values, writer.integers(axes)], { Tidx: int32, keep_dims: { b: keep } }),
  };
}
