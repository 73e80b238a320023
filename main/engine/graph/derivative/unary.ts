import { cos, div, mul, neg, power, sigmoid, sign, sin, sub } from '../build.ts';
import type { Tensor, UnaryName } from '../tensor.ts';
import { first, type Derivative, type Rule, type Rules } from './rule.ts';

/** d·f′(x) of a derivative d at a node with input x and value f(x). */
type Chain = (derivative: Tensor, x: Tensor, value: Tensor) => Derivative;

/** An elementwise function's Jacobian is diagonal: forward and reverse are one rule. */
function pointwise(chain: Chain): Rule<UnaryName> {
  return {
    forward: (node, [tangent]) => (tangent ? chain(tangent, first(node), node) : null),
    reverse: (node, cotangent) => [chain(cotangent, first(node), node)],
  };
}

export const unaryRules: Rules<UnaryName> = {
  neg: pointwise((d) => neg(d)),
  exp: pointwise((d, _x, value) => mul(d, value)),
  log: pointwise((d, x) => div(d, x)),
  sqrt: pointwise((d, _x, value) => div(mul(d, 0.5), value)),
  // The square as a power: its tangent 2v·v′ then shares 2v between directions.
  tanh: pointwise((d, _x, value) => mul(d, sub(1, power(value, 2)))),
  sigmoid: pointwise((d, _x, value) => mul(d, mul(value, sub(1, value)))),
  softplus: pointwise((d, x) => mul(d, sigmoid(x))),
  sin: pointwise((d, x) => mul(d, cos(x))),
  cos: pointwise((d, x) => neg(mul(d, sin(x)))),
  abs: pointwise((d, x) => mul(d, sign(x))),
  sign: pointwise(() => null),
  step: pointwise(() => null),
};

/** d·p·x^(p−1); whole exponents come to an end at x⁰, so that no 0·0⁻¹ arises at x = 0. */
function powerChain(d: Tensor, x: Tensor, exponent: number): Derivative {
  if (exponent === 0) return null;
  if (exponent === 1) return d;
  if (exponent === 2) return mul(d, mul(x, 2));
  return mul(d, mul(power(x, exponent - 1), exponent));
}

export const powerRule: Rule<'power'> = {
  forward: (node, [tangent]) => (tangent ? powerChain(tangent, first(node), node.operation.exponent) : null),
  reverse: (node, cotangent) => [powerChain(cotangent, first(node), node.operation.exponent)],
};
