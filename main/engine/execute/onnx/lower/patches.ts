import { concat, pad, reshape, slice, transpose } from '../../../graph/build.ts';
import type { Shape, Tensor, Window } from '../../../graph/tensor.ts';

/** Channels before pixels, as ONNX has images: [N, C, H, W] of [N, H, W, C]. */
export function planesOf(images: Tensor): Tensor {
  return transpose(images, [0, 3, 1, 2]);
}

/**
 * What lies under filters [KH, KW, …] at each place of a result [N, H′, W′, …], from images' planes [N, C, H, W]: [N, KH·KW·C, H′·W′]. Zeros
 * around are as many before as the window says, and after as far as the places reach.
 */
export function patchesOf(
  planes: Tensor,
  { stride, before }: Pick<Window, 'stride' | 'before'>,
  [filterHeight = 1, filterWidth = 1]: Shape,
  [, height = 1, width = 1]: Shape,
): Tensor {
  const [count = 1, channels = 1] = planes.shape;
  // Rows and columns by their remainders: what lies under a weight is then one block, whatever the stride.
  const rows = height + Math.floor((filterHeight - 1) / stride);
  const columns = width + Math.floor((filterWidth - 1) / stride);
  const fitted = fit(fit(planes, 2, before[0], rows * stride), 3, before[1], columns * stride);
  const parted = stride === 1 ? fitted : reshape(fitted, [count, channels, rows, stride, columns, stride]);
  const part = (i: number, j: number): Tensor => {
    if (stride === 1) return slice(parted, [0, 0, i, j], [count, channels, height, width]);
    const begin = [0, 0, Math.floor(i / stride), i % stride, Math.floor(j / stride), j % stride];
    return reshape(slice(parted, begin, [count, channels, height, 1, width, 1]), [
      ...[count, channels, height, width],
    ]);
  };
  const parts = Array.from({ length: filterHeight * filterWidth }, (_, k) =>
    part(Math.floor(k / filterWidth), k % filterWidth),
  );
  return reshape(concat(parts, 1), [count, filterHeight * filterWidth * channels, height * width]);
}

/** Planes with zeros between their pixels, that they lie `stride` apart. */
export function spaced(planes: Tensor, stride: number): Tensor {
  if (stride === 1) return planes;
  const [count = 1, channels = 1, height = 1, width = 1] = planes.shape;
  const apart = reshape(planes, [count, channels, height, 1, width, 1]);
  const zeros = [0, 0, 0, stride - 1, 0, stride - 1];
  return reshape(pad(apart, [0, 0, 0, 0, 0, 0], zeros), [
    ...[count, channels, height * stride, width * stride],
  ]);
}

/** An axis cut or filled with zeros to a length, with so many zeros before (where negative: without so many elements). */
function fit(planes: Tensor, axis: number, before: number, length: number): Tensor {
  const from = Math.max(0, -before);
  const kept = Math.min(planes.shape[axis] ?? 1, length - before) - from;
  const along = (number: number): number[] => planes.shape.map((_, i) => (i === axis ? number : 0));
  const block = slice(planes, along(from), planes.shape.with(axis, kept));
  const first = Math.max(0, before);
  return pad(block, along(first), along(length - first - kept));
}
