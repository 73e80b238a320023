import type { Tensor } from '../tensor.ts';

/** A simpler tensor of the same value and shape, or null. Its inputs are simple already. */
export type Rewrite = (node: Tensor) => Tensor | null;

/** The number that every element of a constant has, or null: no constant, or not all the same. */
export function uniformValue({ operation }: Tensor): number | null {
  if (operation.op !== 'constant' || operation.values.length !== 1) return null;
  return operation.values[0] ?? null;
}

/** The input of a node if it is `operation`, else null: `inside(t, 'neg')` is x for t = −x. */
export function inside(tensor: Tensor | undefined, operation: Tensor['operation']['op']): Tensor | null {
  return tensor?.operation.op === operation ? (tensor.inputs[0] ?? null) : null;
}
