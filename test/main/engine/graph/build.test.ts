import { expect, test } from 'vitest';
import {
  accumulate,
  add,
  averagePool,
  averagePoolImages,
  broadcast,
  concat,
  constant,
  convolution,
  convolutionFilters,
  convolutionImages,
  gather,
  input,
  matmul,
  maximum,
  oneHot,
  pad,
  reshape,
  scatter,
  select,
  slice,
  sum,
  transpose,
} from '../../../../main/engine/graph/build.ts';
import { EngineError } from '../../../../main/engine/problem.ts';

const a = input('a', [2, 3]);
const b = input('b', [4, 5]);
const scalar = input('s', []);
const images = input('images', [2, 5, 4, 3]);
const filters = input('filters', [3, 3, 3, 6]);
const convolved = input('convolved', [2, 3, 2, 6]);
const bare = { stride: 1, before: [0, 0], after: [0, 0] } as const;

test.each([
  ['add of [2, 3] and [4, 5]: it takes shapes that broadcast to one.', () => add(a, b)],
  ['select of [2, 3] and [4, 5] and []: it takes shapes that broadcast to one.', () => select(a, b, 0)],
  ['matmul of [2, 3] and [4, 5]: it takes equal leading axes and one inner dimension.', () => matmul(a, b)],
  [
    'matmul with transposeA and transposeB of [2, 3] and [4, 5]: it takes equal leading axes and one inner dimension.',
    () => matmul(a, b, { transposeA: true, transposeB: true }),
  ],
  ['matmul of [] and []: it takes equal leading axes and one inner dimension.', () => matmul(scalar, scalar)],
  [
    'matmul of [2, 2, 3] and [1, 3, 2]: it takes equal leading axes and one inner dimension.',
    () => matmul(input('c', [2, 2, 3]), input('d', [1, 3, 2])),
  ],
  ['sum of [2, 3]: it takes different axes of it, not [2].', () => sum(a, [2])],
  ['sum of [2, 3]: it takes different axes of it, not [1, 1].', () => sum(a, [1, 1])],
  ['maximum of [2, 3]: it takes different axes of it, not [-1].', () => maximum(a, [-1])],
  ['broadcast of [2, 3]: it takes a shape that broadcasts to [3].', () => broadcast(a, [3])],
  ['reshape of [2, 3]: it takes 6 elements, and [4] has 4.', () => reshape(a, [4])],
  ['transpose of [2, 3]: it takes a permutation of its axes, not [0, 0].', () => transpose(a, [0, 0])],
  ['slice of [2, 3]: it takes a block inside it, not [2, 3] from [0, 1].', () => slice(a, [0, 1], [2, 3])],
  ['slice of [2, 3]: it takes a block inside it, not [2] from [0].', () => slice(a, [0], [2])],
  ['pad of [2, 3]: it takes a count of zeros for each axis, not [1] and [0, 0].', () => pad(a, [1], [0, 0])],
  ['concat of [2, 3] and [4, 5]: it takes shapes that are equal but for axis 0.', () => concat([a, b], 0)],
  ['concat of [] and []: it takes shapes that are equal but for axis 0.', () => concat([scalar, scalar], 0)],
  ['concat of nothing: it takes at least one tensor.', () => concat([], 0)],
  ['gather of [] and [2, 3]: it takes a table of at least one axis.', () => gather(scalar, a)],
  [
    "scatter of [2, 3] and [4, 5]: it takes values whose shape begins with the indices' shape.",
    () => scatter(a, b, 2),
  ],
  ['one-hot of [2, 3]: it takes a depth of at least 1, not 0.', () => oneHot(a, 0)],
  [
    'convolution of [2, 3] and [3, 3, 3, 6]: it takes images [N, H, W, C] and filters [KH, KW, C, O] that fit in, stride 1, zeros [0, 0] before and [0, 0] after.',
    () => convolution(a, filters, bare),
  ],
  [
    'convolution of [2, 5, 4, 3] and [3, 3, 4, 6]: it takes images [N, H, W, C] and filters [KH, KW, C, O] that fit in, stride 1, zeros [0, 0] before and [0, 0] after.',
    () => convolution(images, input('other', [3, 3, 4, 6]), bare),
  ],
  [
    'convolution of [2, 5, 4, 3] and [5, 5, 3, 6]: it takes images [N, H, W, C] and filters [KH, KW, C, O] that fit in, stride 1, zeros [0, 0] before and [1, 0] after.',
    () => convolution(images, input('large', [5, 5, 3, 6]), { ...bare, after: [1, 0] }),
  ],
  [
    'convolution of [2, 5, 4, 3] and [3, 3, 3, 6]: it takes images [N, H, W, C] and filters [KH, KW, C, O] that fit in, stride 0, zeros [0, 0] before and [0, 0] after.',
    () => convolution(images, filters, { ...bare, stride: 0 }),
  ],
  [
    'convolution of [2, 5, 4, 3] and [3, 3, 3, 6]: it takes images [N, H, W, C] and filters [KH, KW, C, O] that fit in, stride 1, zeros [-1, 0] before and [0, 0] after.',
    () => convolution(images, filters, { ...bare, before: [-1, 0] }),
  ],
  [
    'convolution-images of [2, 3, 2, 6] and [3, 3, 3, 6]: it takes what a convolution gives of images of 6 × 4, stride 1, zeros [0, 0] before and [0, 0] after.',
    () => convolutionImages(convolved, filters, bare, [6, 4]),
  ],
  [
    'convolution-filters of [2, 5, 4, 3] and [2, 3, 2, 6]: it takes images and what a convolution with filters of 2 × 3 gives of them, stride 1, zeros [0, 0] before and [0, 0] after.',
    () => convolutionFilters(images, convolved, bare, [2, 3]),
  ],
  [
    'average-pool of [2, 5, 4, 3]: it takes images [N, H, W, C] of at least 5 × 5 pixels.',
    () => averagePool(images, 5),
  ],
  ['average-pool of [2, 3]: it takes images [N, H, W, C] of at least 2 × 2 pixels.', () => averagePool(a, 2)],
  [
    'average-pool-images of [2, 3, 2, 6]: it takes what pooling by 2 gives of images of 5 × 4, not 3 × 2.',
    () => averagePoolImages(convolved, 2, [5, 4]),
  ],
  [
    'accumulate of [2, 3] and [4, 5]: it takes at least one tensor, all of one leading axis.',
    () => accumulate([a, b], [], ([slice]) => slice!),
  ],
  [
    'accumulate of nothing: it takes at least one tensor, all of one leading axis.',
    () => accumulate([], [a], (_, [shared]) => shared!),
  ],
  [
    'accumulate of []: it takes at least one tensor, all of one leading axis.',
    () => accumulate([scalar], [], ([slice]) => slice!),
  ],
  [
    'accumulate of [2, 3]: it takes a body of what it is given; s is not.',
    () => accumulate([a], [], ([slice]) => add(slice!, scalar)),
  ],
  ['constant of [3]: it takes 3 values, not 2.', () => constant([1, 2], [3])],
  ['input x of [2, 0]: it takes whole dimensions of at least 1.', () => input('x', [2, 0])],
] as const)('%s', (message, build) => {
  expect(build).toThrow(new EngineError('shape', message));
});

test.each([
  ['a sum broadcasts', add(input('x', [3, 1, 2]), input('y', [4, 1])), [3, 4, 2]],
  ['a number is a scalar', add(1, 2), []],
  ['batched products keep their batch', matmul(input('x', [7, 2, 3]), input('y', [7, 3, 5])), [7, 2, 5]],
  ['summed axes are gone', sum(input('x', [2, 3, 4]), [2, 0]), [3]],
  ['kept axes are 1', sum(input('x', [2, 3, 4]), [2, 0], true), [1, 3, 1]],
  ['the last two axes swap', transpose(input('x', [2, 3, 4])), [2, 4, 3]],
  ['places of a convolution that fit', convolution(images, filters, { ...bare, stride: 2 }), [2, 2, 1, 6]],
  ['what a convolution came from', convolutionImages(convolved, filters, bare, [5, 4]), [2, 5, 4, 3]],
  ['what it was convolved with', convolutionFilters(images, convolved, bare, [3, 3]), [3, 3, 3, 6]],
  ['squares that fit', averagePool(images, 2), [2, 2, 2, 3]],
  ['the images they were', averagePoolImages(convolved, 2, [7, 5]), [2, 7, 5, 6]],
  ['gathered rows stand for the indices', gather(input('x', [9, 5]), input('i', [2, 3])), [2, 3, 5]],
] as const)('%s', (_what, tensor, shape) => {
  expect(tensor.shape).toEqual(shape);
});

test('what changes nothing is not built', () => {
  for (const same of [
    reshape(a, [2, 3]),
    broadcast(a, [2, 3]),
    transpose(a, [0, 1]),
    slice(a, [0, 0], [2, 3]),
    pad(a, [0, 0], [0, 0]),
    concat([a], 1),
    sum(a, []),
    averagePool(images, 1),
    averagePoolImages(images, 1, [5, 4]),
  ])
    expect([a, images]).toContain(same);
});
