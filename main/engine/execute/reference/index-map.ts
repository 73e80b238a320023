import { size, type Shape } from '../../graph/tensor.ts';

/** Elements to step over for one more along each axis, row-major. */
export function strides(shape: Shape): number[] {
  return shape.map((_, axis) => size(shape.slice(axis + 1)));
}

/** For every element of `shape` in order: offset + Σ index·step. */
export function indexMap(shape: Shape, steps: readonly number[], offset = 0): Int32Array {
  const map = new Int32Array(size(shape));
  const index = new Int32Array(shape.length);
  let at = offset;
  for (let i = 0; i < map.length; i++) {
    map[i] = at;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [position, step, dimension] = [(index[axis] ?? 0) + 1, steps[axis] ?? 0, shape[axis] ?? 1];
      at += step;
      index[axis] = position;
      if (position < dimension) break;
      at -= step * dimension;
      index[axis] = 0;
    }
  }
  return map;
}

/** Where each element of `to` is found in a tensor of shape `from` that broadcasts to it. */
export function broadcastMap(from: Shape, to: Shape): Int32Array {
  const own = strides(from);
  const added = to.length - from.length;
  const steps = to.map((_, axis) => (from[axis - added] === 1 ? 0 : (own[axis - added] ?? 0)));
  return indexMap(to, steps);
}
