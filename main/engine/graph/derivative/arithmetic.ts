import { add, broadcast, div, mul, neg, reshape, select, sub, sum } from '../build.ts';
import type { BinaryName, Shape, Tensor } from '../tensor.ts';
import { first, second, type Derivative, type Rule, type Rules } from './rule.ts';

/** Adjoint of broadcasting to a's shape from `shape`: sums over the axes that were added or repeated. */
export function sumTo(a: Tensor, shape: Shape): Tensor {
  const added = a.shape.length - shape.length;
  const axes = a.shape.flatMap((dimension, axis) =>
    axis < added || (shape[axis - added] === 1 && dimension !== 1) ? [axis] : [],
  );
  return reshape(sum(a, axes), shape);
}

/** The sum of two parts of a tangent, in the node's shape. */
function total(node: Tensor, a: Derivative, b: Derivative): Derivative {
  const joint = a && b ? add(a, b) : (a ?? b);
  return joint && broadcast(joint, node.shape);
}

export const arithmeticRules: Rules<BinaryName> = {
  add: {
    forward: (node, [a = null, b = null]) => total(node, a, b),
    reverse: (node, cotangent) => node.inputs.map(({ shape }) => sumTo(cotangent, shape)),
  },
  sub: {
    forward: (node, [a = null, b = null]) =>
      a && b ? broadcast(sub(a, b), node.shape) : total(node, a, b && neg(b)),
    reverse: (node, cotangent) => [
      sumTo(cotangent, first(node).shape),
      neg(sumTo(cotangent, second(node).shape)),
    ],
  },
  mul: {
    forward: (node, [a = null, b = null]) => total(node, a && mul(a, second(node)), b && mul(first(node), b)),
    reverse: (node, cotangent) => [
      sumTo(mul(cotangent, second(node)), first(node).shape),
      sumTo(mul(cotangent, first(node)), second(node).shape),
    ],
  },
  // (a/b)′ = (a′ − (a/b) b′)/b
  div: {
    forward: (node, [a = null, b = null]) => {
      const scaled = b && mul(node, b);
      const numerator = a && scaled ? sub(a, scaled) : (a ?? (scaled && neg(scaled)));
      return numerator && broadcast(div(numerator, second(node)), node.shape);
    },
    reverse: (node, cotangent) => {
      const share = div(cotangent, second(node));
      return [sumTo(share, first(node).shape), neg(sumTo(mul(share, node), second(node).shape))];
    },
  },
};

/** The derivative goes the way of the value; the condition has none. */
export const selectRule: Rule<'select'> = {
  forward: (node, [, a = null, b = null]) => (a || b ? select(first(node), a ?? 0, b ?? 0) : null),
  reverse: (node, cotangent) => [null, select(first(node), cotangent, 0), select(first(node), 0, cotangent)],
};
