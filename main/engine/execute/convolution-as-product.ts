import { concat, constant, gather, matmul, pad, reshape, slice, transpose } from '../graph/build.ts';
import type { Rewrite } from '../graph/simplify/rewrite.ts';
import { size, type Shape, type Tensor, type Window } from '../graph/tensor.ts';

/** Convolutions and their adjoints as products of matrices, for executors that have no operation for them in a precision; else null. */
export const convolutionAsProduct: Rewrite = ({ operation, inputs, shape }) => {
  const [a, b] = inputs;
  if (!a || !b) return null;
  switch (operation.op) {
    case 'convolution':
      return convolve(a, b, operation.window, shape);
    case 'convolution-images':
      return spread(a, b, operation.window, shape);
    case 'convolution-filters': {
      const patches = patchesOf(a, operation.window, shape, b.shape);
      return reshape(matmul(patches, rows(b), { transposeA: true }), shape);
    }
    default:
      return null;
  }
};

/** x ∗ w: the patches [places, KH·KW·C] times the filters [KH·KW·C, O]. */
function convolve(images: Tensor, filters: Tensor, window: Window, shape: Shape): Tensor {
  return reshape(matmul(patchesOf(images, window, filters.shape, shape), rows(filters)), shape);
}

/** The adjoint in the images: the cotangent, its pixels `stride` apart, under the filters turned around. */
function spread(cotangent: Tensor, filters: Tensor, { stride, before }: Window, shape: Shape): Tensor {
  const [count = 1, height = 1, width = 1, outputs = 1] = cotangent.shape;
  const [filterHeight = 1, filterWidth = 1, channels = 1] = filters.shape;
  const apart = pad(
    reshape(cotangent, [count, height, 1, width, 1, outputs]),
    [0, 0, 0, 0, 0, 0],
    [0, 0, stride - 1, 0, stride - 1, 0],
  );
  const spaced = reshape(apart, [count, height * stride, width * stride, outputs]);
  const turned = transpose(
    gather(
      reshape(filters, [filterHeight * filterWidth, channels, outputs]),
      constant(
        Array.from({ length: filterHeight * filterWidth }, (_, i) => filterHeight * filterWidth - 1 - i),
        [filterHeight * filterWidth],
      ),
    ),
  );
  const turnedShape = [filterHeight, filterWidth, outputs, channels];
  const around: Window = {
    stride: 1,
    before: [filterHeight - 1 - before[0], filterWidth - 1 - before[1]],
    after: [0, 0], // as far as the result asks
  };
  return convolve(spaced, reshape(turned, turnedShape), around, shape);
}

/** What lies under the filters [KH, KW, …] at every place of a result [N, H′, W′, …]: [places, KH·KW·C]. */
function patchesOf(images: Tensor, { stride, before }: Window, filters: Shape, result: Shape): Tensor {
  const [count = 1, , , channels = 1] = images.shape;
  const [filterHeight = 1, filterWidth = 1] = filters;
  const [, height = 1, width = 1] = result;
  // Rows and columns by their remainders: every `stride`th pixel is then a block.
  const [bands, lanes] = [
    height + Math.floor((filterHeight - 1) / stride),
    width + Math.floor((filterWidth - 1) / stride),
  ];
  const fitted = fit(fit(images, 1, before[0], bands * stride), 2, before[1], lanes * stride);
  const parted = reshape(fitted, [count, bands, stride, lanes, stride, channels]);
  const parts: Tensor[] = [];
  for (let i = 0; i < filterHeight; i++)
    for (let j = 0; j < filterWidth; j++) {
      const begin = [0, Math.floor(i / stride), i % stride, Math.floor(j / stride), j % stride, 0];
      const part = slice(parted, begin, [count, height, 1, width, 1, channels]);
      parts.push(reshape(part, [count, height, width, channels]));
    }
  return rows(concat(parts, 3));
}

/** An axis with so many zeros before (where negative, without so many), of a length. */
function fit(images: Tensor, axis: number, before: number, length: number): Tensor {
  const from = Math.max(0, -before);
  const to = Math.min(images.shape[axis] ?? 1, length - before);
  const begin = images.shape.map((_, i) => (i === axis ? from : 0));
  const kept = slice(images, begin, images.shape.with(axis, to - from));
  const zeros = (number: number): number[] => images.shape.map((_, i) => (i === axis ? number : 0));
  const first = Math.max(0, before);
  return pad(kept, zeros(first), zeros(length - first - (to - from)));
}

/** All axes but the last as one. */
function rows(tensor: Tensor): Tensor {
  const last = tensor.shape.at(-1) ?? 1;
  return reshape(tensor, [size(tensor.shape) / last, last]);
}
