import { size, type Shape } from '../../../graph/tensor.ts';
import { indexMap, strides } from '../index-map.ts';
import { bufferAt, type Bind } from './kernel.ts';

/**
 * Sum over axes, in float64 whatever the precision of the buffers. Neighbouring axes are one [outer, summed, inner] loop; others go by an
 * index for every element.
 */
export function bindSum(axes: readonly number[]): Bind {
  return (node, inputs, out) => {
    const a = bufferAt(inputs, 0);
    const shape = node.inputs[0]?.shape ?? [];
    const from = axes[0] ?? 0;
    const to = from + axes.length;
    if (axes.at(-1) !== to - 1) return sumByIndex(axes)(node, inputs, out);
    const summed = size(shape.slice(from, to));
    const inner = size(shape.slice(to));
    const outer = size(shape.slice(0, from));
    if (inner === 1)
      return () => {
        for (let o = 0; o < outer; o++) {
          let total = 0;
          for (let i = o * summed; i < (o + 1) * summed; i++) total += a[i]!;
          out[o] = total;
        }
      };
    const totals = new Float64Array(inner);
    return () => {
      for (let o = 0; o < outer; o++) {
        totals.fill(0);
        for (let s = 0; s < summed; s++) {
          const begin = (o * summed + s) * inner;
          for (let i = 0; i < inner; i++) totals[i]! += a[begin + i]!;
        }
        out.set(totals, o * inner);
      }
    };
  };
}

function sumByIndex(axes: readonly number[]): Bind {
  return (node, inputs, out) => {
    const a = bufferAt(inputs, 0);
    const map = resultMap(node.inputs[0]?.shape ?? [], axes);
    const totals = new Float64Array(out.length);
    return () => {
      totals.fill(0);
      for (let i = 0; i < a.length; i++) totals[map[i]!]! += a[i]!;
      out.set(totals);
    };
  };
}

/** Maximum over axes. */
export function bindMaximum(axes: readonly number[]): Bind {
  return (node, inputs, out) => {
    const a = bufferAt(inputs, 0);
    const map = resultMap(node.inputs[0]?.shape ?? [], axes);
    return () => {
      out.fill(-Infinity);
      for (let i = 0; i < a.length; i++) out[map[i]!] = Math.max(out[map[i]!]!, a[i]!);
    };
  };
}

/** For every element of a shape, which element of the result it goes into. */
function resultMap(shape: Shape, axes: readonly number[]): Int32Array {
  const kept = shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
  const steps = strides(kept).map((step, axis) => (axes.includes(axis) ? 0 : step));
  return indexMap(shape, steps);
}
