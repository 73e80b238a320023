import type { Tensor } from '../../../graph/tensor.ts';
import { valueAt } from '../../lowering.ts';
import { typeAttribute } from '../proto.ts';
import { int32, whole, type TensorflowLowering } from './lowering.ts';

export function lowerGather(tensor: Tensor): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.typed('GatherV2', [valueAt(values, 0), whole(writer, valueAt(values, 1)), writer.integer(0)], {
        Tparams: typeAttribute(writer.precision),
        Tindices: int32,
        Taxis: int32,
      }),
  };
}

export function lowerScatter(tensor: Tensor, rows: number): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node(
        'UnsortedSegmentSum',
        [valueAt(values, 1), whole(writer, valueAt(values, 0)), writer.integer(rows)],
        { Tindices: int32, Tnumsegments: int32 },
      ),
  };
}

export function lowerOneHot(tensor: Tensor, depth: number): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node(
        'OneHot',
        [whole(writer, valueAt(values, 0)), writer.integer(depth), writer.number(1), writer.number(0)],
        { TI: int32 },
      ),
  };
}
