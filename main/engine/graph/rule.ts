import type { Operation, OperationName, Tensor } from './tensor.ts';

/** A tangent or cotangent; null is a structural zero, so that no 0·∞ is ever computed for it. */
export type Derivative = Tensor | null;

/** A node whose operation is known. */
export type NodeOf<Name extends OperationName> = Tensor & { readonly operation: Operation & { readonly op: Name } };

/** Derivative rules of a primitive; both are programs again, so that they can be derived in turn. */
export interface Rule<Name extends OperationName> {
  /** Tangent of the node from its inputs' tangents, of which one at least is not null. */
  forward(node: NodeOf<Name>, tangents: readonly Derivative[]): Derivative;
  /** Cotangents of the inputs from the node's. */
  reverse(node: NodeOf<Name>, cotangent: Tensor): readonly Derivative[];
}

/** The rule of a node's operation. The table pairs names with rules; the compiler cannot follow that through a union. */
export function ruleOf(rules: { readonly [Name in OperationName]: Rule<Name> }, node: Tensor): Rule<OperationName> {
  return rules[node.operation.op] as Rule<OperationName>;
}
