import { broadcast, concat, constant, matmul, reshape, slice, sum, transpose } from '../build.ts';
import { isBinary } from '../scalar.ts';
import { broadcastShape, sameShape } from '../shape.ts';
import { size, type Tensor } from '../tensor.ts';
import { inside, uniformValue, type Rewrite } from './rewrite.ts';

/** Rearrangements of rearrangements, and rearrangements that an operation does by itself. */
export const simplifyLayout: Rewrite = (node) => {
  const { operation, inputs, shape } = node;
  const [a, b] = inputs;
  if (!a) return null;
  if (b && isBinary(operation.op)) return withoutBroadcasts(node);
  switch (operation.op) {
    case 'reshape': {
      const inner = inside(a, 'reshape');
      return inner && reshape(inner, shape);
    }
    case 'broadcast': {
      const inner = inside(a, 'broadcast');
      if (inner) return broadcast(inner, shape);
      return size(a.shape) === size(shape) ? reshape(a, shape) : null;
    }
    case 'transpose':
      return simplifyTranspose(a, operation.permutation, shape);
    case 'slice':
      return simplifySlice(a, operation.begin, shape);
    case 'concat':
      return mergedSlices(inputs, operation.axis);
    case 'sum': {
      const whole = operation.axes.length === a.shape.length && !operation.keep;
      const inner = whole ? inside(a, 'reshape') : null;
      return inner && sum(inner);
    }
    case 'matmul':
      return b ? withoutTransposes(a, b, operation) : null;
    default:
      return null;
  }
};

/** Arithmetic broadcasts by itself: a repeated operand is taken as it was where the result's shape stays. */
function withoutBroadcasts(node: Tensor): Tensor | null {
  for (const [i, operand] of node.inputs.entries()) {
    const value = operand.shape.length > 0 ? uniformValue(operand) : null;
    const plain = value === null ? inside(operand, 'broadcast') : constant(value);
    const other = node.inputs[1 - i];
    if (!plain || !other) continue;
    const joint = broadcastShape(plain.shape, other.shape);
    if (joint && sameShape(joint, node.shape)) return { ...node, inputs: node.inputs.with(i, plain) };
  }
  return null;
}

function simplifyTranspose(a: Tensor, permutation: readonly number[], shape: readonly number[]) {
  if (a.operation.op === 'transpose') {
    const inner = a.operation.permutation;
    const [origin] = a.inputs;
    return origin
      ? transpose(
          origin,
          permutation.map((axis) => inner[axis] ?? axis),
        )
      : null;
  }
  // Only axes of 1 move: the elements keep their order.
  const moving = permutation.filter((axis) => a.shape[axis] !== 1);
  return moving.every((axis, i) => i === 0 || axis > (moving[i - 1] ?? 0)) ? reshape(a, shape) : null;
}

function simplifySlice(a: Tensor, begin: readonly number[], shape: readonly number[]): Tensor | null {
  const [origin] = a.inputs;
  if (a.operation.op === 'slice' && origin) {
    const inner = a.operation.begin;
    return slice(
      origin,
      begin.map((from, axis) => from + (inner[axis] ?? 0)),
      shape,
    );
  }
  if (a.operation.op !== 'concat') return null;
  const { axis } = a.operation;
  let from = begin[axis] ?? 0;
  for (const part of a.inputs) {
    const whole = part.shape[axis] ?? 0;
    if (from < whole)
      return from + (shape[axis] ?? 0) <= whole ? slice(part, begin.with(axis, from), shape) : null;
    from -= whole;
  }
  return null;
}

/** Neighbouring slices of one tensor, put side by side again, are one slice. */
function mergedSlices(parts: readonly Tensor[], axis: number): Tensor | null {
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1];
    const joint = next && neighbours(part, next, axis);
    if (joint) return concat([...parts.slice(0, i), joint, ...parts.slice(i + 2)], axis);
  }
  return null;
}

function neighbours(a: Tensor, b: Tensor, axis: number): Tensor | null {
  const [origin] = a.inputs;
  if (a.operation.op !== 'slice' || b.operation.op !== 'slice' || !origin || b.inputs[0] !== origin)
    return null;
  const end = (a.operation.begin[axis] ?? 0) + (a.shape[axis] ?? 0);
  if (!sameShape(a.operation.begin.with(axis, end), b.operation.begin)) return null;
  return slice(origin, a.operation.begin, a.shape.with(axis, (a.shape[axis] ?? 0) + (b.shape[axis] ?? 0)));
}

/** A product takes its operands transposed. */
function withoutTransposes(
  a: Tensor,
  b: Tensor,
  { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean },
): Tensor | null {
  const [x, y] = [swapped(a), swapped(b)];
  if (!x && !y) return null;
  return matmul(x ?? a, y ?? b, { transposeA: transposeA !== !!x, transposeB: transposeB !== !!y });
}

/** What a tensor is the transpose of, last two axes swapped; else null. */
function swapped({ operation, inputs, shape }: Tensor): Tensor | null {
  if (operation.op !== 'transpose') return null;
  const rank = shape.length;
  const { permutation } = operation;
  const lastTwo = permutation[rank - 1] === rank - 2 && permutation[rank - 2] === rank - 1;
  return lastTwo && permutation.slice(0, -2).every((axis, i) => axis === i) ? (inputs[0] ?? null) : null;
}
