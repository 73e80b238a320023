import { broadcastShape, refuse } from '../shape.ts';
import type { BinaryName, Shape, Tensor, UnaryName } from '../tensor.ts';
import { broadcast } from './layout.ts';
import { node, tensor, type Operand } from './leaf.ts';

function binary(op: BinaryName): (left: Operand, right: Operand) => Tensor {
  return (left, right) => {
    const a = tensor(left);
    const b = tensor(right);
    return node({ op }, [a, b], jointShape(op, [a, b]));
  };
}

function unary(op: UnaryName): (a: Tensor) => Tensor {
  return (a) => node({ op }, [a], a.shape);
}

function jointShape(operation: string, operands: readonly Tensor[]): Shape {
  return operands.reduce<Shape>(
    (joint, { shape }) =>
      broadcastShape(joint, shape) ?? refuse(operation, operands, 'shapes that broadcast to one'),
    [],
  );
}

/** a + b; shapes broadcast by NumPy's rule, as in all arithmetic. */
export const add = binary('add');
/** a − b. */
export const sub = binary('sub');
/** a · b, elementwise. */
export const mul = binary('mul');
/** a / b, elementwise. */
export const div = binary('div');

/** −x. */
export const neg = unary('neg');
/** eˣ. */
export const exp = unary('exp');
/** Natural logarithm. */
export const log = unary('log');
/** √x. */
export const sqrt = unary('sqrt');
/** Hyperbolic tangent. */
export const tanh = unary('tanh');
/** 1/(1 + e⁻ˣ). */
export const sigmoid = unary('sigmoid');
/** log(1 + eˣ). */
export const softplus = unary('softplus');
/** Sine of radians. */
export const sin = unary('sin');
/** Cosine of radians. */
export const cos = unary('cos');
/** |x|; its derivative is taken as sign(x). */
export const abs = unary('abs');
/** −1, 0 or 1; its derivative is taken as zero. */
export const sign = unary('sign');
/** 1 where x > 0, else 0; its derivative is taken as zero. */
export const step = unary('step');

/** x^exponent, elementwise. */
export function power(a: Tensor, exponent: number): Tensor {
  return node({ op: 'power', exponent }, [a], a.shape);
}

/** a where condition > 0, else b; shapes broadcast. */
export function select(condition: Operand, whenPositive: Operand, otherwise: Operand): Tensor {
  const operands = [condition, whenPositive, otherwise].map(tensor);
  const shape = jointShape('select', operands);
  return node(
    { op: 'select' },
    operands.map((operand) => broadcast(operand, shape)),
    shape,
  );
}
