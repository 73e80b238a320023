import { powerFunction, unaryFunctions } from '../../../graph/scalar.ts';
import type { BinaryName, Tensor, UnaryName } from '../../../graph/tensor.ts';
import { zerosLike, type FloatArray } from '../float-array.ts';
import { broadcastMap } from '../index-map.ts';
import { bufferAt, type Bind, type Kernel } from './kernel.ts';
import { gathered } from './layout.ts';

/** The elementwise functions of one tensor. */
export function bindUnary(name: UnaryName): Bind {
  return mapped(unaryFunctions[name]);
}

/** x^exponent. */
export function bindPower(exponent: number): Bind {
  return mapped(powerFunction(exponent));
}

function mapped(f: (x: number) => number): Bind {
  return (_node, inputs, out) => {
    const a = bufferAt(inputs, 0);
    return () => {
      for (let i = 0; i < out.length; i++) out[i] = f(a[i]!);
    };
  };
}

/** One operand of arithmetic: element i of the result is made of `values[i * stride]`. */
interface Operand {
  readonly values: FloatArray;
  readonly stride: 0 | 1;
}

/** Loops of their own, so that each is compiled for its operator. */
const loops: { readonly [Name in BinaryName]: (a: Operand, b: Operand, out: FloatArray) => Kernel } = {
  add:
    ({ values: a, stride: s }, { values: b, stride: t }, out) =>
    () => {
      for (let i = 0; i < out.length; i++) out[i] = a[i * s]! + b[i * t]!;
    },
  sub:
    ({ values: a, stride: s }, { values: b, stride: t }, out) =>
    () => {
      for (let i = 0; i < out.length; i++) out[i] = a[i * s]! - b[i * t]!;
    },
  mul:
    ({ values: a, stride: s }, { values: b, stride: t }, out) =>
    () => {
      for (let i = 0; i < out.length; i++) out[i] = a[i * s]! * b[i * t]!;
    },
  div:
    ({ values: a, stride: s }, { values: b, stride: t }, out) =>
    () => {
      for (let i = 0; i < out.length; i++) out[i] = a[i * s]! / b[i * t]!;
    },
};

/** Arithmetic of two tensors. A single number is read in place; an operand that repeats in part is laid out in full first. */
export function bindBinary(name: BinaryName): Bind {
  return (node, inputs, out) => {
    const repeats: Kernel[] = [];
    const operand = (index: number): Operand => {
      const values = bufferAt(inputs, index);
      if (values.length === 1) return { values, stride: 0 };
      if (values.length === out.length) return { values, stride: 1 };
      const repeated = zerosLike(out);
      repeats.push(gathered(values, broadcastMap(node.inputs[index]?.shape ?? [], node.shape), repeated));
      return { values: repeated, stride: 1 };
    };
    const loop = loops[name](operand(0), operand(1), out);
    if (repeats.length === 0) return loop;
    return () => {
      for (const repeat of repeats) repeat();
      loop();
    };
  };
}

/** a where condition > 0, else b. */
export function bindSelect(_node: Tensor, inputs: readonly FloatArray[], out: FloatArray): Kernel {
  const [condition, a, b] = [bufferAt(inputs, 0), bufferAt(inputs, 1), bufferAt(inputs, 2)];
  return () => {
    for (let i = 0; i < out.length; i++) out[i] = condition[i]! > 0 ? a[i]! : b[i]!;
  };
}
