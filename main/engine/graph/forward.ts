import { broadcast, constant } from './build.ts';
import { inOrder } from './order.ts';
import { ruleOf, type Derivative } from './rule.ts';
import { rules } from './rules.ts';
import type { Tensor } from './tensor.ts';

/** Tangents of `outputs` where the tensors `wrt` move along `tangents` (Jacobian-vector product); exact, again programs. */
export function forward(
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  tangents: readonly Tensor[],
): Tensor[] {
  const known = new Map<Tensor, Derivative>(wrt.map((tensor, i) => [tensor, tangents[i]!]));
  for (const node of inOrder(outputs)) {
    if (known.has(node)) continue;
    const moving = node.inputs.map((tensor) => known.get(tensor) ?? null);
    known.set(node, moving.some((tangent) => tangent !== null) ? ruleOf(rules, node).forward(node, moving) : null);
  }
  return outputs.map((output) => known.get(output) ?? broadcast(constant(0), output.shape));
}
