import type { Operation, OperationName, Tensor } from '../tensor.ts';

/** A tangent or cotangent; null is a structural zero, so that no 0·∞ is ever computed for it. */
export type Derivative = Tensor | null;

/** A node whose operation is known. */
export type NodeOf<Name extends OperationName> = Tensor & {
  readonly operation: Operation & { readonly op: Name };
};

/** Derivative rules of a primitive; both give programs again, so that they can be derived in turn. */
export interface Rule<Name extends OperationName> {
  /** Tangent of the node from its inputs' tangents, of which one at least is not null (Jacobian times vector). */
  forward(node: NodeOf<Name>, tangents: readonly Derivative[]): Derivative;
  /**
   * Cotangents of the inputs from the node's (vector times Jacobian).
   * @param isWanted whether an input's cotangent is used: others may be null, which spares a rule what costs more than a few nodes
   */
  reverse(node: NodeOf<Name>, cotangent: Tensor, isWanted: (input: Tensor) => boolean): readonly Derivative[];
}

/** Rules of some primitives by name. */
export type Rules<Names extends OperationName> = { readonly [Name in Names]: Rule<Name> };

/** The only input of a node, or its first. */
export function first(node: Tensor): Tensor {
  return inputAt(node, 0);
}

/** The second input of a node. */
export function second(node: Tensor): Tensor {
  return inputAt(node, 1);
}

function inputAt(node: Tensor, index: number): Tensor {
  const found = node.inputs[index];
  if (!found) throw new TypeError(`${node.operation.op} has no input ${index}.`);
  return found;
}
