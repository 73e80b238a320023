import type { Tensor } from '../../../graph/tensor.ts';
import { size } from '../../../graph/tensor.ts';
import type { FloatArray } from '../float-array.ts';
import { broadcastMap, indexMap, strides } from '../index-map.ts';
import { bufferAt, type Bind, type Kernel } from './kernel.ts';

/** out[i] = values[map[i]]. */
export function gathered(values: FloatArray, map: Int32Array, out: FloatArray): Kernel {
  return () => {
    for (let i = 0; i < out.length; i++) out[i] = values[map[i]!]!;
  };
}

/** Repeats elements. */
export const bindBroadcast: Bind = (node, inputs, out) => {
  const a = bufferAt(inputs, 0);
  if (a.length === 1) return () => void out.fill(a[0]!);
  return gathered(a, broadcastMap(node.inputs[0]?.shape ?? [], node.shape), out);
};

/** Axes in another order. */
export function bindTranspose(permutation: readonly number[]): Bind {
  return (node, inputs, out) => {
    const own = strides(node.inputs[0]?.shape ?? []);
    const steps = permutation.map((axis) => own[axis] ?? 0);
    return gathered(bufferAt(inputs, 0), indexMap(node.shape, steps), out);
  };
}

/** A block of a tensor. */
export function bindSlice(begin: readonly number[]): Bind {
  return (node, inputs, out) => {
    const steps = strides(node.inputs[0]?.shape ?? []);
    return gathered(bufferAt(inputs, 0), indexMap(node.shape, steps, offsetOf(begin, steps)), out);
  };
}

/** Zeros around a tensor. */
export function bindPad(before: readonly number[]): Bind {
  return (node, inputs, out) => {
    const a = bufferAt(inputs, 0);
    const steps = strides(node.shape);
    const map = indexMap(node.inputs[0]?.shape ?? [], steps, offsetOf(before, steps));
    return () => {
      out.fill(0);
      for (let i = 0; i < a.length; i++) out[map[i]!] = a[i]!;
    };
  };
}

/** Index of the first element of a block. */
export function offsetOf(begin: readonly number[], steps: readonly number[]): number {
  return begin.reduce((offset, from, axis) => offset + from * (steps[axis] ?? 0), 0);
}

/** Tensors one after the other along an axis: stretches of each in turn. */
export function bindConcat(axis: number): Bind {
  return (node, inputs, out) => {
    const lengths = node.inputs.map(({ shape }) => size(shape.slice(axis)));
    const stretches = inputs.flatMap((values, i) => stretchesOf(values, lengths[i] ?? 1));
    const rounds = size(node.shape.slice(0, axis));
    const order: { readonly values: FloatArray; readonly at: number }[] = [];
    let at = 0;
    for (let round = 0; round < rounds; round++)
      for (let part = 0; part < inputs.length; part++) {
        const values = stretches[part * rounds + round]!;
        order.push({ values, at });
        at += values.length;
      }
    return () => {
      for (const { values, at } of order) out.set(values, at);
    };
  };
}

function stretchesOf(values: FloatArray, length: number): FloatArray[] {
  const count = values.length / length;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
}

/** A slice that is one stretch of its input: where it begins, else null. */
export function stretchBegin(node: Tensor): number | null {
  const { operation, shape } = node;
  const whole = node.inputs[0]?.shape ?? [];
  if (operation.op !== 'slice') return null;
  const firstLong = shape.findIndex((dimension) => dimension > 1);
  const full = shape.every((dimension, axis) => axis <= firstLong || dimension === whole[axis]);
  return firstLong < 0 || full ? offsetOf(operation.begin, strides(whole)) : null;
}
