import { broadcast, mul, pad, reshape, slice, sum } from '../graph/build.ts';
import type { Rewrite } from '../graph/simplify/rewrite.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';

/** Pooling and its adjoint by sums and repetitions, for executors that have no quicker operation; else null. */
export const poolingAsSums: Rewrite = ({ operation, inputs, shape }) => {
  const [a] = inputs;
  if (!a) return null;
  if (operation.op === 'average-pool') return pool(a, operation.size, shape);
  return operation.op === 'average-pool-images' ? divide(a, operation.size, shape) : null;
};

/** Over rows and then over columns: each is a sum over one axis between two. */
function pool(images: Tensor, size: number, shape: Shape): Tensor {
  const [count = 1, rows = 1, columns = 1, channels = 1] = shape;
  const squares = slice(images, [0, 0, 0, 0], [count, rows * size, columns * size, channels]);
  const overRows = sum(reshape(squares, [count * rows, size, columns * size * channels]), [1]);
  const overBoth = sum(reshape(overRows, [count * rows * columns, size, channels]), [1]);
  return reshape(mul(1 / size ** 2, overBoth), shape);
}

function divide(cotangent: Tensor, size: number, shape: Shape): Tensor {
  const [count = 1, rows = 1, columns = 1, channels = 1] = cotangent.shape;
  const apart = reshape(mul(1 / size ** 2, cotangent), [count, rows, 1, columns, 1, channels]);
  const repeated = broadcast(apart, [count, rows, size, columns, size, channels]);
  const squares = reshape(repeated, [count, rows * size, columns * size, channels]);
  const left = squares.shape.map((side, axis) => (shape[axis] ?? side) - side);
  return pad(squares, [0, 0, 0, 0], left);
}
