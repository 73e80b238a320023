import { keptShape, refuse, sameShape } from '../shape.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { mul, sqrt } from './elementwise.ts';
import { node } from './leaf.ts';

/** Product of the last two axes, transposed where asked; leading axes are equal (batched). */
export function matmul(
  a: Tensor,
  b: Tensor,
  {
    transposeA = false,
    transposeB = false,
  }: { readonly transposeA?: boolean; readonly transposeB?: boolean } = {},
): Tensor {
  const batch = a.shape.slice(0, -2);
  const [rows, inner] = matrixShape(a.shape, transposeA);
  const [alsoInner, columns] = matrixShape(b.shape, transposeB);
  if (
    rows === undefined ||
    columns === undefined ||
    inner !== alsoInner ||
    !sameShape(batch, b.shape.slice(0, -2))
  ) {
    const flags = [...(transposeA ? ['transposeA'] : []), ...(transposeB ? ['transposeB'] : [])];
    const name = flags.length > 0 ? `matmul with ${flags.join(' and ')}` : 'matmul';
    return refuse(name, [a, b], 'equal leading axes and one inner dimension');
  }
  return node({ op: 'matmul', transposeA, transposeB }, [a, b], [...batch, rows, columns]);
}

function matrixShape(shape: Shape, transposed: boolean): readonly (number | undefined)[] {
  if (shape.length < 2) return [];
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

/** Sum over axes, by default all; the axes are kept as 1 if `keep`. */
export function sum(a: Tensor, axes: readonly number[] = a.shape.map((_, i) => i), keep = false): Tensor {
  const sorted = checkedAxes('sum', a, axes);
  if (sorted.length === 0) return a;
  const shape = keep ? keptShape(a.shape, sorted) : a.shape.filter((_, axis) => !sorted.includes(axis));
  return node({ op: 'sum', axes: sorted, keep }, [a], shape);
}

/** Maximum over axes, kept as 1. Its derivative is taken as zero: only for shifts that cancel (log-sum-exp). */
export function maximum(a: Tensor, axes: readonly number[]): Tensor {
  const sorted = checkedAxes('maximum', a, axes);
  return sorted.length === 0 ? a : node({ op: 'maximum', axes: sorted }, [a], keptShape(a.shape, sorted));
}

function checkedAxes(operation: string, a: Tensor, axes: readonly number[]): number[] {
  const valid = axes.every((axis) => Number.isInteger(axis) && axis >= 0 && axis < a.shape.length);
  if (!valid || new Set(axes).size < axes.length)
    refuse(operation, [a], `different axes of it, not [${axes.join(', ')}]`);
  return [...axes].sort((x, y) => x - y);
}

/** Sum of the elementwise product, a scalar. */
export function dot(a: Tensor, b: Tensor): Tensor {
  return sum(mul(a, b));
}

/** Euclidean norm of all elements, a scalar. */
export function norm(a: Tensor): Tensor {
  return sqrt(dot(a, a));
}
