import { EngineError } from '../problem.ts';
import { constant } from './build.ts';
import type { Derivative } from './derivative/rule.ts';
import { ruleOf } from './derivative/rules.ts';
import { inOrder } from './order.ts';
import { sameShape, shapeText } from './shape.ts';
import type { Tensor } from './tensor.ts';

/**
 * Tangents of `outputs` where the tensors `wrt` move along `tangents`, everything else at rest: the Jacobian-vector product, exact, a
 * program again. Tensors of `wrt` count as independent of each other. Zeros where an output does not depend on them.
 * @throws EngineError `shape` if a tangent's shape is not its tensor's.
 */
export function forward(
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  tangents: readonly Tensor[],
): Tensor[] {
  const known = new Map<Tensor, Derivative>();
  wrt.forEach((tensor, i) => {
    const tangent = tangents[i];
    if (!tangent || !sameShape(tangent.shape, tensor.shape)) {
      const got = tangent ? shapeText(tangent.shape) : 'none';
      throw new EngineError('shape', `forward: tangent ${i} of ${shapeText(tensor.shape)} is ${got}.`);
    }
    known.set(tensor, tangent);
  });
  for (const node of inOrder(outputs)) {
    if (known.has(node)) continue;
    const moving = node.inputs.map((tensor) => known.get(tensor) ?? null);
    known.set(node, moving.some((tangent) => tangent) ? ruleOf(node).forward(node, moving) : null);
  }
  return outputs.map((output) => known.get(output) ?? constant(0, output.shape));
}
