import { constant } from '../graph/build.ts';
import { broadcastShape, sameShape } from '../graph/shape.ts';
import { inside, uniformValue } from '../graph/simplify/rewrite.ts';
import type { Tensor } from '../graph/tensor.ts';

/** A node's operands before they were repeated to its shape, where together they still have it. */
export function plainOperands({ inputs, shape }: Tensor): readonly Tensor[] {
  const plain = inputs.map((input) => {
    const value = uniformValue(input);
    return value === null ? (inside(input, 'broadcast') ?? input) : constant(value);
  });
  const joint = plain.reduce<readonly number[] | null>(
    (so, operand) => so && broadcastShape(so, operand.shape),
    [],
  );
  return joint && sameShape(joint, shape) ? plain : inputs;
}
