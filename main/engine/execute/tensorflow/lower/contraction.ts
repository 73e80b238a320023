import type { Tensor } from '../../../graph/tensor.ts';
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
