import type { Tensor } from '../../../graph/tensor.ts';
import type { GraphWriter, Value } from '../graph-writer.ts';

/** How a tensor becomes ONNX nodes: of which tensors, and how. */
export interface Lowering {
  /** The tensors whose values are needed; not always the tensor's inputs, where several operations become one node. */
  readonly operands: readonly Tensor[];
  /** Writes the nodes and returns their result. */
  write(writer: GraphWriter, values: readonly Value[]): Value;
}

/** The lowering of a tensor's operation on its inputs to one ONNX operation. */
export function direct(
  tensor: Tensor,
  opType: string,
  attributes: Parameters<GraphWriter['node']>[2] = {},
): Lowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => writer.node(opType, values, attributes),
  };
}

/** One of the values of a lowering's operands. */
export function valueAt(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new TypeError(`There is no value ${index}.`);
  return value;
}
