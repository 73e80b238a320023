import type { Tensor } from '../../../graph/tensor.ts';
import { direct, type OnnxLowering } from './lowering.ts';

export function lowerBroadcast(tensor: Tensor): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node('Expand', [...values, writer.integers(tensor.shape)]),
  };
}

export function lowerReshape(tensor: Tensor): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node('Reshape', [...values, writer.integers(tensor.shape)]),
  };
}

export function lowerTranspose(tensor: Tensor, permutation: readonly number[]): OnnxLowering {
  return direct(tensor, 'Transpose', { perm: permutation });
}

export function lowerSlice(tensor: Tensor, begin: readonly number[]): OnnxLowering {
  const whole = tensor.inputs[0]?.shape ?? [];
  const axes = tensor.shape.flatMap((dimension, axis) => (dimension === whole[axis] ? [] : [axis]));
  const from = axes.map((axis) => begin[axis] ?? 0);
  const to = axes.map((axis) => (begin[axis] ?? 0) + (tensor.shape[axis] ?? 0));
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node('Slice', [...values, ...[from, to, axes].map((list) => writer.integers(list))]),
  };
}

export function lowerPad(tensor: Tensor, before: readonly number[], after: readonly number[]): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node('Pad', [...values, writer.integers([...before, ...after])]),
  };
}

export function lowerConcat(tensor: Tensor, axis: number): OnnxLowering {
  return direct(tensor, 'Concat', { axis });
}
