import type { OperationName, Tensor } from '../tensor.ts';
import type { NodeOf, Rule } from './rule.ts';

/** Rule of a linear operation of one input, by itself and its adjoint. */
export function linear<Name extends OperationName>(
  apply: (tangent: Tensor, node: NodeOf<Name>) => Tensor,
  adjoint: (cotangent: Tensor, node: NodeOf<Name>) => Tensor,
): Rule<Name> {
  return {
    forward: (node, [tangent = null]) => tangent && apply(tangent, node),
    reverse: (node, cotangent) => [adjoint(cotangent, node)],
  };
}
