import type { Tensor } from '../../../graph/tensor.ts';
import type { Lowering, Value } from '../../lowering.ts';
import type { Attributes, GraphWriter } from '../graph-writer.ts';
import { typeAttribute } from '../proto.ts';

/** How a tensor becomes nodes of a TensorFlow graph. */
export type TensorflowLowering = Lowering<GraphWriter>;

/** The lowering of a tensor's operation on its inputs to one operation of TensorFlow. */
export function direct(tensor: Tensor, op: string, attributes: Attributes = {}): TensorflowLowering {
  return { operands: tensor.inputs, write: (writer, values) => writer.node(op, values, attributes) };
}

/** Whole numbers that are carried as numbers. */
export function whole(writer: GraphWriter, value: Value): Value {
  return writer.typed('Cast', [value], { SrcT: typeAttribute(writer.precision), DstT: int32 });
}

export const int32 = typeAttribute('int32');
