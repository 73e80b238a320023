import { sameShape } from '../../../graph/shape.ts';
import { uniformValue } from '../../../graph/simplify/rewrite.ts';
import type { BinaryName, Tensor, UnaryName } from '../../../graph/tensor.ts';
import { valueAt, type Value } from '../../lowering.ts';
import { plainOperands } from '../../operands.ts';
import type { GraphWriter } from '../graph-writer.ts';
import { typeAttribute } from '../proto.ts';
import { direct, type TensorflowLowering } from './lowering.ts';

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
  add: 'AddV2',
  sub: 'Sub',
  mul: 'Mul',
  div: 'RealDiv',
};

const positive = (writer: GraphWriter, value: Value): Value =>
  writer.node('Greater', [value, writer.number(0)]);

export function lowerUnary(tensor: Tensor, name: UnaryName): TensorflowLowering {
  if (name !== 'step') return direct(tensor, unaryOperations[name]);
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.typed('Cast', [positive(writer, valueAt(values, 0))], {
        SrcT: typeAttribute('bool'),
        DstT: typeAttribute(writer.precision),
      }),
  };
}

export function lowerBinary(tensor: Tensor, name: BinaryName): TensorflowLowering {
  const [a, b] = tensor.inputs;
  if (name === 'mul' && a && a === b)
    return { operands: [a], write: (writer, values) => writer.node('Square', values) };
  const slope = name === 'mul' && a && b ? (slopeOfTanh(a, b) ?? slopeOfTanh(b, a)) : null;
  if (slope) return { operands: slope, write: (writer, values) => writer.node('TanhGrad', values) };
  return direct(tensor, binaryOperations[name]);
}

/** [v, d] where d is multiplied by 1 − v², the derivative of v = tanh: TanhGrad is one pass over them instead of three. */
function slopeOfTanh(d: Tensor, factor: Tensor): readonly [Tensor, Tensor] | null {
  const [one, square] = factor.operation.op === 'sub' ? factor.inputs : [];
  if (!one || !square || uniformValue(one) !== 1 || square.operation.op !== 'mul') return null;
  const [v, again] = square.inputs;
  const alike = v && v === again && [factor, d].every(({ shape }) => sameShape(shape, v.shape));
  return alike ? [v, d] : null;
}

/** Squares, cubes and reciprocals by operations of their own; else Pow. */
export function lowerPower(tensor: Tensor, exponent: number): TensorflowLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const x = valueAt(values, 0);
      if (exponent === 2) return writer.node('Square', [x]);
      if (exponent === 3) return writer.node('Mul', [writer.node('Square', [x]), x]);
      if (exponent === -1) return writer.node('Reciprocal', [x]);
      return writer.node('Pow', [x, writer.number(exponent)]);
    },
  };
}

/** SelectV2, which broadcasts by itself. (Not Relu for select(x, x, 0): they differ where x is no number.) */
export function lowerSelect(tensor: Tensor): TensorflowLowering {
  return {
    operands: plainOperands(tensor),
    write: (writer, values) =>
      writer.node('SelectV2', [positive(writer, valueAt(values, 0)), ...values.slice(1)]),
  };
}
