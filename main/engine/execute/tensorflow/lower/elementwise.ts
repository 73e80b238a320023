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
  if (!a || !b) return direct(tensor, binaryOperations[name]);
  if (name === 'mul' && a === b)
    return { operands: [a], write: (writer, values) => writer.node('Square', values) };
  const slope = name === 'mul' ? (slopeOfTanh(a, b) ?? slopeOfTanh(b, a)) : null;
  if (slope) return { operands: slope, write: (writer, values) => writer.node('TanhGrad', values) };
  const biased = name === 'add' ? (lowerBias(a, b) ?? lowerBias(b, a)) : null;
  return biased ?? direct(tensor, binaryOperations[name]);
}

/** [v, d] where d is multiplied by 1 − v², the derivative of v = tanh: TanhGrad is one pass over them instead of three. */
function slopeOfTanh(d: Tensor, factor: Tensor): readonly [Tensor, Tensor] | null {
  const [one, square] = factor.operation.op === 'sub' ? factor.inputs : [];
  const isSquare = square?.operation.op === 'power' && square.operation.exponent === 2;
  const [v] = isSquare ? square.inputs : [];
  const isSlope = v && one && uniformValue(one) === 1;
  return isSlope && [factor, d].every(({ shape }) => sameShape(shape, v.shape)) ? [v, d] : null;
}

/** A convolution, or the sum of one and something else, plus a bias: as BiasAdd behind the convolution, which takes it in. */
function lowerBias(sum: Tensor, bias: Tensor): TensorflowLowering | null {
  if (bias.shape.length !== 1 || bias.shape[0] !== sum.shape.at(-1)) return null;
  const parts = sum.operation.op === 'add' ? sum.inputs : [sum];
  const at = parts.findIndex(({ operation }) => operation.op === 'convolution');
  const convolution = parts[at];
  const [other] = parts.toSpliced(at, 1);
  if (!convolution || (other && !sameShape(other.shape, sum.shape))) return null;
  return {
    operands: [convolution, bias, ...(other ? [other] : [])],
    write: (writer, [x = '', b = '', ...rest]) => {
      const biased = writer.node('BiasAdd', [x, b]);
      return rest.length > 0 ? writer.node('AddV2', [biased, ...rest]) : biased;
    },
  };
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
