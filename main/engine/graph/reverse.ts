import { add, broadcast, constant } from './build.ts';
import { inOrder } from './order.ts';
import { ruleOf } from './rule.ts';
import { rules } from './rules.ts';
import type { Tensor } from './tensor.ts';

/** Gradient of a scalar with respect to tensors (vector-Jacobian product with 1); exact, again programs. Zeros where independent. */
export function reverse(output: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (output.shape.length > 0) throw new TypeError(`The gradient of [${output.shape.join(', ')}]: a scalar expected`);
  const order = inOrder([output]);
  const sources = new Set(wrt);
  const needed = new Set(wrt);
  for (const node of order) if (node.inputs.some((tensor) => needed.has(tensor))) needed.add(node);
  const cotangents = new Map<Tensor, Tensor>([[output, constant(1)]]);
  for (const node of order.reverse()) {
    const cotangent = cotangents.get(node);
    if (!cotangent || !needed.has(node) || sources.has(node)) continue;
    ruleOf(rules, node)
      .reverse(node, cotangent)
      .forEach((share, i) => {
        const tensor = node.inputs[i]!;
        if (!share || !needed.has(tensor)) return;
        const before = cotangents.get(tensor);
        cotangents.set(tensor, before ? add(before, share) : share);
      });
  }
  return wrt.map((tensor) => cotangents.get(tensor) ?? broadcast(constant(0), tensor.shape));
}
