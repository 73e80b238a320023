import { expect, test } from 'vitest';
import {
  add,
  broadcast,
  concat,
  constant,
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
  ])
    expect(same).toBe(a);
});
