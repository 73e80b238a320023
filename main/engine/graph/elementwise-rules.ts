import {
  add,
  broadcast,
  constant,
  cos,
  div,
  mul,
  neg,
  power,
  reshape,
  select,
  sigmoid,
  sign,
  sin,
  sub,
  sum,
} from './build.ts';
import type { Derivative, Rule } from './rule.ts';
import type { BinaryName, Shape, Tensor, UnaryName } from './tensor.ts';

/** Adjoint of broadcasting: sums over the axes that were added or stretched. */
export function sumTo(a: Tensor, shape: Shape): Tensor {
  const added = a.shape.length - shape.length;
  const axes = a.shape.flatMap((dimension, axis) =>
    axis < added || (shape[axis - added] === 1 && dimension !== 1) ? [axis] : [],
  );
  return reshape(sum(a, axes), shape);
}

/** An elementwise function by its derivative f′(x), which may use the node's own value f(x); null where it is zero. */
function pointwise(slope: (x: Tensor, value: Tensor) => Derivative): Rule<UnaryName> {
  const apply = (node: Tensor, derivative: Derivative): Derivative => {
    const factor = slope(node.inputs[0]!, node);
    return factor && derivative && mul(derivative, factor);
  };
  return {
    forward: (node, [tangent]) => apply(node, tangent ?? null),
    reverse: (node, cotangent) => [apply(node, cotangent)],
  };
}

const zero = pointwise(() => null);

export const unaryRules: { readonly [Name in UnaryName]: Rule<UnaryName> } = {
  neg: {
    forward: (_node, [tangent]) => (tangent ? neg(tangent) : null),
    reverse: (_node, cotangent) => [neg(cotangent)],
  },
  exp: pointwise((_x, value) => value),
  log: {
    forward: (node, [tangent]) => (tangent ? div(tangent, node.inputs[0]!) : null),
    reverse: (node, cotangent) => [div(cotangent, node.inputs[0]!)],
  },
  sqrt: {
    forward: (node, [tangent]) => (tangent ? div(mul(tangent, 0.5), node) : null),
    reverse: (node, cotangent) => [div(mul(cotangent, 0.5), node)],
  },
  tanh: pointwise((_x, value) => sub(1, mul(value, value))),
  sigmoid: pointwise((_x, value) => mul(value, sub(1, value))),
  softplus: pointwise((x) => sigmoid(x)),
  sin: pointwise((x) => cos(x)),
  cos: pointwise((x) => neg(sin(x))),
  abs: pointwise((x) => sign(x)),
  sign: zero,
  step: zero,
};

const left = (node: Tensor): Tensor => node.inputs[0]!;
const right = (node: Tensor): Tensor => node.inputs[1]!;

/** A sum of derivatives, broadcast to the node's shape. */
function joined(node: Tensor, a: Derivative, b: Derivative): Derivative {
  const total = a && b ? add(a, b) : (a ?? b);
  return total && broadcast(total, node.shape);
}

export const binaryRules: { readonly [Name in BinaryName]: Rule<Name> } = {
  add: {
    forward: (node, [a, b]) => joined(node, a ?? null, b ?? null),
    reverse: (node, cotangent) => node.inputs.map(({ shape }) => sumTo(cotangent, shape)),
  },
  sub: {
    forward: (node, [a, b]) =>
      a && b ? broadcast(sub(a, b), node.shape) : joined(node, a ?? null, b ? neg(b) : null),
    reverse: (node, cotangent) => [
      sumTo(cotangent, left(node).shape),
      sumTo(neg(cotangent), right(node).shape),
    ],
  },
  mul: {
    forward: (node, [a, b]) =>
      joined(node, a ? mul(a, right(node)) : null, b ? mul(left(node), b) : null),
    reverse: (node, cotangent) => [
      sumTo(mul(cotangent, right(node)), left(node).shape),
      sumTo(mul(cotangent, left(node)), right(node).shape),
    ],
  },
  div: {
    // (a/b)′ = (a′ − (a/b) b′)/b
    forward: (node, [a, b]) => {
      const numerator = joined(node, a ?? null, b ? neg(mul(node, b)) : null);
      return numerator && div(numerator, right(node));
    },
    reverse: (node, cotangent) => {
      const share = div(cotangent, right(node));
      return [sumTo(share, left(node).shape), sumTo(neg(mul(share, node)), right(node).shape)];
    },
  },
};

/** p·x^(p−1), with whole exponents ended at a constant so that no 0·0^(−1) arises at x = 0. */
function powerSlope(x: Tensor, exponent: number): Derivative {
  if (exponent === 0) return null;
  if (exponent === 1) return broadcast(constant(1), x.shape);
  if (exponent === 2) return mul(x, 2);
  return mul(power(x, exponent - 1), exponent);
}

export const powerRule: Rule<'power'> = {
  forward: (node, [tangent]) => {
    const slope = powerSlope(left(node), node.operation.exponent);
    return tangent && slope ? mul(tangent, slope) : null;
  },
  reverse: (node, cotangent) => {
    const slope = powerSlope(left(node), node.operation.exponent);
    return [slope && mul(cotangent, slope)];
  },
};

const zeros = (shape: Shape): Tensor => broadcast(constant(0), shape);

export const selectRule: Rule<'select'> = {
  forward: (node, [, a, b]) =>
    a || b ? select(left(node), a ?? zeros(node.shape), b ?? zeros(node.shape)) : null,
  reverse: (node, cotangent) => {
    const nothing = zeros(node.shape);
    return [null, select(left(node), cotangent, nothing), select(left(node), nothing, cotangent)];
  },
};
