import * as build from '../../../../../main/engine/graph/build.ts';
import type { Shape, Window } from '../../../../../main/engine/graph/tensor.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

interface Sizes {
  /** [N, H, W, C] */
  readonly images: readonly [number, number, number, number];
  /** [KH, KW, C, O] */
  readonly filters: readonly [number, number, number, number];
  /** [N, H′, W′, O], counted by hand. */
  readonly result: readonly [number, number, number, number];
  readonly window: Window;
}

/** Which pixel meets which weight for which result: indices of elements, row-major. A place sees pixel (y, x) by the weight at y − r·stride + top. */
function meetings({ images, filters, result, window: { stride, before } }: Sizes) {
  const [count, height, width, channels] = images;
  const [filterHeight, filterWidth] = filters;
  const [, rows, columns, outputs] = result;
  const met: { readonly pixel: number; readonly weight: number; readonly place: number }[] = [];
  for (let n = 0; n < count; n++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let r = 0; r < rows; r++)
          for (let q = 0; q < columns; q++) {
            const [i, j] = [y - r * stride + before[0], x - q * stride + before[1]];
            if (i < 0 || i >= filterHeight || j < 0 || j >= filterWidth) continue;
            for (let c = 0; c < channels; c++)
              for (let o = 0; o < outputs; o++)
                met.push({
                  pixel: ((n * height + y) * width + x) * channels + c,
                  weight: ((i * filterWidth + j) * channels + c) * outputs + o,
                  place: ((n * rows + r) * columns + q) * outputs + o,
                });
          }
  return met;
}

const count = (shape: Shape): number => shape.reduce((product, dimension) => product * dimension, 1);

/** A convolution and its two adjoints. */
function cases(name: string, sizes: Sizes): PrimitiveCase[] {
  const { images, filters, result, window } = sizes;
  const met = meetings(sizes);
  return [
    {
      name: `convolution, ${name}`,
      shapes: [images, filters],
      build: (x, w) => build.convolution(x, w, window),
      compute: (x, w) => {
        const sums = list(count(result), () => 0);
        for (const { pixel, weight, place } of met) sums[place]! += x[pixel]! * w[weight]!;
        return sums;
      },
    },
    {
      name: `convolution's adjoint in the images, ${name}`,
      shapes: [result, filters],
      build: (y, w) => build.convolutionImages(y, w, window, [images[1], images[2]]),
      compute: (y, w) => {
        const sums = list(count(images), () => 0);
        for (const { pixel, weight, place } of met) sums[pixel]! += y[place]! * w[weight]!;
        return sums;
      },
    },
    {
      name: `convolution's adjoint in the filters, ${name}`,
      shapes: [images, result],
      build: (x, y) => build.convolutionFilters(x, y, window, [filters[0], filters[1]]),
      compute: (x, y) => {
        const sums = list(count(filters), () => 0);
        for (const { pixel, weight, place } of met) sums[weight]! += x[pixel]! * y[place]!;
        return sums;
      },
    },
  ];
}

const plain: Sizes = {
  images: [2, 3, 3, 2],
  filters: [3, 3, 2, 3],
  result: [2, 3, 3, 3],
  window: { stride: 1, before: [1, 1], after: [1, 1] },
};

/** A convolution plus a number for each of its outputs, alone and with something else. */
const biased: readonly PrimitiveCase[] = [plain].flatMap((sizes) => {
  const [convolution] = cases('plain', sizes);
  const { shapes, build: convolve, compute } = convolution!;
  return [
    {
      name: 'convolution and bias',
      shapes: [...shapes, [3]],
      build: (x, w, b) => build.add(b, convolve(x, w)),
      compute: (x, w, b) => compute(x, w).map((value, i) => value + b[i % 3]!),
    },
    {
      name: 'convolution, something else and bias',
      shapes: [...shapes, [3], sizes.result],
      build: (x, w, b, y) => build.add(build.add(y, convolve(x, w)), b),
      compute: (x, w, b, y) => compute(x, w).map((value, i) => value + y[i]! + b[i % 3]!),
    },
  ];
});

/** Convolutions: with as many zeros around as keep the size, none, and more on some sides; steps that do and do not fit the image. */
export const convolutionCases: readonly PrimitiveCase[] = [
  ...cases('of one size', {
    images: [2, 4, 3, 2],
    filters: [3, 3, 2, 3],
    result: [2, 4, 3, 3],
    window: { stride: 1, before: [1, 1], after: [1, 1] },
  }),
  ...cases('without zeros', {
    images: [1, 4, 5, 2],
    filters: [3, 3, 2, 2],
    result: [1, 2, 3, 2],
    window: { stride: 1, before: [0, 0], after: [0, 0] },
  }),
  ...cases('every second pixel, zeros after', {
    images: [2, 4, 5, 2],
    filters: [3, 3, 2, 1],
    result: [2, 2, 3, 1],
    window: { stride: 2, before: [0, 1], after: [1, 1] },
  }),
  ...cases('every second pixel, the last of none', {
    images: [1, 6, 4, 1],
    filters: [3, 3, 1, 2],
    result: [1, 2, 1, 2],
    window: { stride: 2, before: [0, 0], after: [0, 0] },
  }),
  ...cases('every third pixel, zeros on some sides, filters of another height than width', {
    images: [2, 5, 4, 1],
    filters: [1, 2, 1, 2],
    result: [2, 2, 3, 2],
    window: { stride: 3, before: [1, 2], after: [0, 2] },
  }),
  ...biased,
  ...cases('filters of one pixel', {
    images: [2, 2, 3, 2],
    filters: [1, 1, 2, 3],
    result: [2, 2, 3, 3],
    window: { stride: 1, before: [0, 0], after: [0, 0] },
  }),
];
