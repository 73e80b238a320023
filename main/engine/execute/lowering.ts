import type { Tensor } from '../graph/tensor.ts';

/** The name of a value in a graph. */
export type Value = string;

/** How a tensor becomes nodes of a library's graph: of which tensors, and how. */
export interface Lowering<Writer> {
  /** The tensors whose values are needed; not always the tensor's inputs, where several operations become one node. */
  readonly operands: readonly Tensor[];
  /** Writes the nodes and returns their result. */
  write(writer: Writer, values: readonly Value[]): Value;
}

/** One of the values of a lowering's operands. */
export function valueAt(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new TypeError(`There is no value ${index}.`);
  return value;
}
