import { transpose } from '../../../graph/build.ts';
import { size, type Tensor } from '../../../graph/tensor.ts';
import { valueAt, type Value } from '../../lowering.ts';
import { direct, type OnnxLowering } from './lowering.ts';

interface Flags {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** From here on a product of a matrix transposed beforehand is faster than one that transposes it, by a fifth. */
const WORTH_TRANSPOSING = 1e5;

/** MatMul; Gemm where a matrix is transposed; transposed batches by a Transpose before, and large steady matrices (data) once for all runs. */
export function lowerMatmul(
  tensor: Tensor,
  { transposeA, transposeB }: Flags,
  isSteady: (tensor: Tensor) => boolean,
): OnnxLowering {
  const [a, b] = tensor.inputs;
  if (tensor.shape.length > 2) return lowerBatches(tensor, { transposeA, transposeB });
  if (tensor.shape.every((dimension) => dimension === 1))
    return lowerProduct(tensor, { transposeA, transposeB });
  if (!transposeA && !transposeB) return direct(tensor, 'MatMul');
  if (a && b && transposeA && isSteady(a) && size(a.shape) >= WORTH_TRANSPOSING)
    return { ...direct(tensor, 'Gemm', { transB: Number(transposeB) }), operands: [transpose(a), b] };
  return direct(tensor, 'Gemm', { transA: Number(transposeA), transB: Number(transposeB) });
}

/** A row times a column as Gemm of two rows: MatMul takes twelve times as long for it (436 against 36 µs at 199,210 elements). */
function lowerProduct(tensor: Tensor, { transposeA, transposeB }: Flags): OnnxLowering {
  const count = size(tensor.inputs[0]?.shape ?? []);
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const row = (value: Value): Value => writer.node('Reshape', [value, writer.integers([1, count])]);
      const [a, b] = [valueAt(values, 0), valueAt(values, 1)];
      return writer.node('Gemm', [transposeA ? row(a) : a, transposeB ? b : row(b)], { transB: 1 });
    },
  };
}

function lowerBatches(tensor: Tensor, { transposeA, transposeB }: Flags): OnnxLowering {
  const rank = tensor.shape.length;
  const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const swap = (value: Value): Value => writer.node('Transpose', [value], { perm });
      const [a, b] = [valueAt(values, 0), valueAt(values, 1)];
      return writer.node('MatMul', [transposeA ? swap(a) : a, transposeB ? swap(b) : b]);
    },
  };
}

/** ReduceSum; of squares ReduceSumSquare. */
export function lowerSum(tensor: Tensor, axes: readonly number[], keep: boolean): OnnxLowering {
  const [a] = tensor.inputs;
  const square = a?.operation.op === 'mul' && a.inputs[0] === a.inputs[1] ? a.inputs[0] : null;
  return {
    operands: square ? [square] : tensor.inputs,
    write: (writer, values) =>
      writer.node(square ? 'ReduceSumSquare' : 'ReduceSum', [...values, writer.integers(axes)], {
        keepdims: Number(keep),
      }),
  };
}

export function lowerMaximum(tensor: Tensor, axes: readonly number[]): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node('ReduceMax', [...values, writer.integers(axes)], { keepdims: 1 }),
  };
}
