import type { BinaryName, Tensor, UnaryName } from '../../../graph/tensor.ts';
import { elementTypes } from '../proto.ts';
import { valueAt, type Value } from '../../lowering.ts';
import { plainOperands } from '../../operands.ts';
import type { GraphWriter } from '../graph-writer.ts';
import { direct, type OnnxLowering } from './lowering.ts';

const unaryOperations: { readonly [Name in Exclude<UnaryName, 'step'>]: string } = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  sin: 'Sin',
  cos: 'Cos',
  abs: 'Abs',
  sign: 'Sign',
};

const binaryOperations: { readonly [Name in BinaryName]: string } = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Mul',
  div: 'Div',
};

export function lowerUnary(tensor: Tensor, name: UnaryName): OnnxLowering {
  if (name !== 'step' && name !== 'sigmoid' && name !== 'softplus')
    return direct(tensor, unaryOperations[name]);
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const x = valueAt(values, 0);
      if (name === 'step') return step(writer, x);
      if (writer.precision === 'float32') return writer.node(unaryOperations[name], [x]);
      return name === 'sigmoid' ? sigmoid(writer, x) : softplus(writer, x);
    },
  };
}

function step(writer: GraphWriter, x: Value): Value {
  const positive = writer.node('Greater', [x, writer.number(0)]);
  return writer.node('Cast', [positive], { to: elementTypes[writer.precision] });
}

/** 1/(1 + e⁻ˣ); the runtime's own in float64 loses its digits where it is small. */
function sigmoid(writer: GraphWriter, x: Value): Value {
  const grown = writer.node('Exp', [writer.node('Neg', [x])]);
  return writer.node('Reciprocal', [writer.node('Add', [writer.number(1), grown])]);
}

/** max(x, 0) + log(1 + u) with u = e^−|x|; the runtime's own in float64 overflows. log(1 + u) = log(t)·u/(t − 1) with t = 1 + u (Kahan). */
function softplus(writer: GraphWriter, x: Value): Value {
  const [zero, one] = [writer.number(0), writer.number(1)];
  const u = writer.node('Exp', [writer.node('Neg', [writer.node('Abs', [x])])]);
  const t = writer.node('Add', [one, u]);
  const rounded = writer.node('Sub', [t, one]);
  const ratio = writer.node('Div', [writer.node('Mul', [writer.node('Log', [t]), u]), rounded]);
  const logarithm = writer.node('Where', [writer.node('Equal', [rounded, zero]), u, ratio]);
  return writer.node('Add', [writer.node('Max', [x, zero]), logarithm]);
}

export function lowerBinary(tensor: Tensor, name: BinaryName): OnnxLowering {
  return direct(tensor, binaryOperations[name]);
}

/** Squares and cubes as products, roots and reciprocals by their own operation; else Pow. */
export function lowerPower(tensor: Tensor, exponent: number): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const x = valueAt(values, 0);
      if (exponent === 2) return writer.node('Mul', [x, x]);
      if (exponent === 3) return writer.node('Mul', [writer.node('Mul', [x, x]), x]);
      if (exponent === -1) return writer.node('Reciprocal', [x]);
      return writer.node('Pow', [x, writer.number(exponent)]);
    },
  };
}

/** Where, which broadcasts by itself. (Not Relu for select(x, x, 0): they differ where x is no number.) */
export function lowerSelect(tensor: Tensor): OnnxLowering {
  return {
    operands: plainOperands(tensor),
    write: (writer, values) => {
      const positive = writer.node('Greater', [valueAt(values, 0), writer.number(0)]);
      return writer.node('Where', [positive, ...values.slice(1)]);
    },
  };
}
