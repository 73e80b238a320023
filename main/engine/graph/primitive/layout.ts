import { broadcastShape, refuse, sameShape, shapeText } from '../shape.ts';
import { size, type Shape, type Tensor } from '../tensor.ts';
import { node } from './leaf.ts';

/** Repeats axes of 1, and adds leading ones, by NumPy's rule. */
export function broadcast(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a;
  const joint = broadcastShape(a.shape, shape);
  if (!joint || !sameShape(joint, shape))
    refuse('broadcast', [a], `a shape that broadcasts to ${shapeText(shape)}`);
  return node({ op: 'broadcast' }, [a], shape);
}

/** The same elements, row-major, in another shape. */
export function reshape(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a;
  if (size(shape) !== size(a.shape))
    refuse('reshape', [a], `${size(a.shape)} elements, and ${shapeText(shape)} has ${size(shape)}`);
  return node({ op: 'reshape' }, [a], shape);
}

/** Axes in another order; by default the last two swapped. */
export function transpose(a: Tensor, permutation: readonly number[] = lastTwoSwapped(a.shape)): Tensor {
  const shape = permutation.flatMap((axis) => a.shape[axis] ?? []);
  if (shape.length !== a.shape.length || new Set(permutation).size !== permutation.length)
    refuse('transpose', [a], `a permutation of its axes, not [${permutation.join(', ')}]`);
  return permutation.every((axis, i) => axis === i) ? a : node({ op: 'transpose', permutation }, [a], shape);
}

function lastTwoSwapped(shape: Shape): number[] {
  const rank = shape.length;
  return shape.map((_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
}

/** The block of a shape that begins at `begin`. */
export function slice(a: Tensor, begin: readonly number[], shape: Shape): Tensor {
  const inside =
    begin.length === a.shape.length &&
    shape.length === a.shape.length &&
    a.shape.every((whole, i) => {
      const [from, count] = [begin[i] ?? -1, shape[i] ?? 0];
      return from >= 0 && count > 0 && from + count <= whole;
    });
  if (!inside) refuse('slice', [a], `a block inside it, not ${shapeText(shape)} from [${begin.join(', ')}]`);
  return sameShape(a.shape, shape) ? a : node({ op: 'slice', begin }, [a], shape);
}

/** Zeros before and after each axis. */
export function pad(a: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const valid = [before, after].every(
    (counts) =>
      counts.length === a.shape.length && counts.every((count) => Number.isInteger(count) && count >= 0),
  );
  if (!valid)
    refuse(
      'pad',
      [a],
      `a count of zeros for each axis, not [${before.join(', ')}] and [${after.join(', ')}]`,
    );
  const shape = a.shape.map((dimension, axis) => dimension + (before[axis] ?? 0) + (after[axis] ?? 0));
  return sameShape(a.shape, shape) ? a : node({ op: 'pad', before, after }, [a], shape);
}

/** Tensors one after the other along an axis. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first, ...others] = tensors;
  if (!first) return refuse('concat', [], 'at least one tensor');
  const fits =
    first.shape[axis] !== undefined &&
    others.every(
      ({ shape }) =>
        shape.length === first.shape.length &&
        shape.every((dimension, i) => i === axis || dimension === first.shape[i]),
    );
  if (!fits) refuse('concat', tensors, `shapes that are equal but for axis ${axis}`);
  if (others.length === 0) return first;
  const total = tensors.reduce((count, { shape }) => count + (shape[axis] ?? 0), 0);
  const shape = first.shape.map((dimension, i) => (i === axis ? total : dimension));
  return node({ op: 'concat', axis }, tensors, shape);
}
