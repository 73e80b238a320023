import { add, constant, mul, neg, reshape, sub } from '../build.ts';
import { sameShape } from '../shape.ts';
import type { BinaryName, Tensor } from '../tensor.ts';
import { isBinary } from '../scalar.ts';
import { inside, uniformValue, type Rewrite } from './rewrite.ts';

/** Identities of arithmetic that hold in IEEE numbers, but for the sign of zeros. 0·x is not one: 0·∞ is no number. */
export const simplifyArithmetic: Rewrite = (node) => {
  const [a, b] = node.inputs;
  const { operation, shape } = node;
  if (!a) return null;
  if (b && isBinary(operation.op)) {
    const simpler = simplifyPair(operation.op, a, b);
    return simpler && sameShape(simpler.shape, shape) ? simpler : null;
  }
  switch (operation.op) {
    case 'neg': {
      const [minuend, subtrahend] = a.operation.op === 'sub' ? a.inputs : [];
      return minuend && subtrahend ? sub(subtrahend, minuend) : inside(a, 'neg');
    }
    case 'power':
      if (operation.exponent === 0) return constant(1, shape);
      return operation.exponent === 1 ? a : null;
    case 'sum':
    case 'maximum':
      return operation.axes.every((axis) => a.shape[axis] === 1) ? reshape(a, shape) : null;
    default:
      return null;
  }
};

function simplifyPair(name: BinaryName, a: Tensor, b: Tensor): Tensor | null {
  const [x, y] = [uniformValue(a), uniformValue(b)];
  const [minusA, minusB] = [negated(a), negated(b)];
  switch (name) {
    case 'add':
      if (y === 0) return a;
      if (x === 0) return b;
      if (minusB) return sub(a, minusB);
      return minusA ? sub(b, minusA) : null;
    case 'sub':
      if (y === 0) return a;
      if (x === 0) return neg(b);
      return minusB ? add(a, minusB) : null;
    case 'mul':
      if (y === 1) return a;
      if (x === 1) return b;
      if (y === -1) return neg(a);
      return x === -1 ? neg(b) : null;
    case 'div':
      if (y === 1) return a;
      return y === -1 ? neg(a) : null;
  }
}

/** −t where t is the negative of something, or a product with a negative of its shape: the sign is then the sum's. */
function negated(t: Tensor): Tensor | null {
  if (t.operation.op !== 'mul') return inside(t, 'neg');
  for (const [i, factor] of t.inputs.entries()) {
    const [other] = t.inputs.toSpliced(i, 1);
    const positive = inside(factor, 'neg');
    if (positive && other && sameShape(positive.shape, t.shape)) return mul(positive, other);
  }
  return null;
}
