import { EngineError } from '../problem.ts';
import { add, constant } from './build.ts';
import { ruleOf } from './derivative/rules.ts';
import { inOrder } from './order.ts';
import { shapeText } from './shape.ts';
import type { Tensor } from './tensor.ts';

/**
 * Gradient of a scalar with respect to tensors: the vector-Jacobian product with 1, exact, a program again. Tensors of `wrt` count as
 * independent of each other. Zeros where the output does not depend on one.
 * @throws EngineError `shape` if the output is no scalar.
 */
export function reverse(output: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (output.shape.length > 0)
    throw new EngineError('shape', `reverse: the gradient of ${shapeText(output.shape)}; it takes a scalar.`);
  const order = inOrder([output]);
  const sources = new Set(wrt);
  const moving = new Set(wrt);
  for (const node of order) if (node.inputs.some((tensor) => moving.has(tensor))) moving.add(node);
  const cotangents = new Map<Tensor, Tensor>([[output, constant(1)]]);
  for (const node of order.toReversed()) {
    const cotangent = cotangents.get(node);
    if (!cotangent || !moving.has(node) || sources.has(node)) continue;
    const shares = ruleOf(node).reverse(node, cotangent, (tensor) => moving.has(tensor));
    node.inputs.forEach((tensor, i) => {
      const share = shares[i];
      if (!share || !moving.has(tensor)) return;
      const before = cotangents.get(tensor);
      cotangents.set(tensor, before ? add(before, share) : share);
    });
  }
  return wrt.map((tensor) => cotangents.get(tensor) ?? constant(0, tensor.shape));
}
