import type { Tensor } from '../../../graph/tensor.ts';
import type { Attributes } from '../graph-writer.ts';
import { int32, type TensorflowLowering } from './lowering.ts';

/** An operation that takes lists of whole numbers behind its input. */
function layout(
  tensor: Tensor,
  op: string,
  lists: readonly (readonly number[])[],
  attributes: Attributes,
): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node(op, [...values, ...lists.map((list) => writer.integers(list))], attributes),
  };
}

export function lowerBroadcast(tensor: Tensor): TensorflowLowering {
  return layout(tensor, 'BroadcastTo', [tensor.shape], { Tidx: int32 });
}

export function lowerReshape(tensor: Tensor): TensorflowLowering {
  return layout(tensor, 'Reshape', [tensor.shape], { Tshape: int32 });
}

export function lowerTranspose(tensor: Tensor, permutation: readonly number[]): TensorflowLowering {
  return layout(tensor, 'Transpose', [permutation], { Tperm: int32 });
}

export function lowerSlice(tensor: Tensor, begin: readonly number[]): TensorflowLowering {
  return layout(tensor, 'Slice', [begin, tensor.shape], { Index: int32 });
}

export function lowerPad(
  tensor: Tensor,
  before: readonly number[],
  after: readonly number[],
): TensorflowLowering {
  const pairs = before.flatMap((count, axis) => [count, after[axis] ?? 0]);
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node('Pad', [...values, writer.integers(pairs, [before.length, 2])], { Tpaddings: int32 }),
  };
}

export function lowerConcat(tensor: Tensor, axis: number): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      values.length === 1 // ConcatV2 takes two or more
        ? writer.node('Identity', values)
        : writer.node('ConcatV2', [...values, writer.integer(axis)], {
            N: { i: values.length },
            Tidx: int32,
          }),
  };
}
