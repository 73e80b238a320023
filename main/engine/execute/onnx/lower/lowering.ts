import type { Tensor } from '../../../graph/tensor.ts';
import type { Lowering } from '../../lowering.ts';
import type { Attributes, GraphWriter } from '../graph-writer.ts';

/** How a tensor becomes ONNX nodes. */
export type OnnxLowering = Lowering<GraphWriter>;

/** The lowering of a tensor's operation on its inputs to one ONNX operation. */
export function direct(tensor: Tensor, opType: string, attributes: Attributes = {}): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node(opType, values, attributes),
  };
}
