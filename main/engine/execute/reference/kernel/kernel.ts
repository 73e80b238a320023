import type { Tensor } from '../../../graph/tensor.ts';
import type { FloatArray } from '../float-array.ts';

/** Computes a node's values from its inputs' into the buffer it was bound to. */
export type Kernel = () => void;

/** Binds a node to its buffers, everything that its shapes decide worked out once. */
export type Bind = (node: Tensor, inputs: readonly FloatArray[], out: FloatArray) => Kernel;

/** One of a node's buffers. */
export function bufferAt(inputs: readonly FloatArray[], index: number): FloatArray {
  const found = inputs[index];
  if (!found) throw new TypeError(`There is no input ${index}.`);
  return found;
}
