import type { BinaryName, UnaryName } from './tensor.ts';

/** What the elementwise names mean for one number, in float64. */
export const unaryFunctions: { readonly [Name in UnaryName]: (x: number) => number } = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  // max(x, 0) + log(1 + e^−|x|) keeps large x from overflowing.
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  sign: Math.sign,
  step: (x) => (x > 0 ? 1 : 0),
};

export const binaryFunctions: { readonly [Name in BinaryName]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
};

/** x ↦ x^exponent; squares and cubes are products, as on the executors, so that they cost no logarithm. */
export function powerFunction(exponent: number): (x: number) => number {
  if (exponent === 2) return (x) => x * x;
  if (exponent === 3) return (x) => x * x * x;
  return (x) => x ** exponent;
}

/** Whether an operation's name is one of the elementwise functions of one tensor. */
export function isUnary(name: string): name is UnaryName {
  return Object.hasOwn(unaryFunctions, name);
}

/** Whether an operation's name is one of the elementwise functions of two tensors. */
export function isBinary(name: string): name is BinaryName {
  return Object.hasOwn(binaryFunctions, name);
}
