import { expect, test } from 'vitest';
import { accumulate, constant, convolution, input, matmul } from '../../../../main/engine/graph/build.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { multiplications } from '../../../../main/engine/graph/work.ts';
import { dot } from '../../../../main/engine/graph/primitive/contraction.ts';

test('a product of matrices takes rows times columns times what they share, however they lie', () => {
  const [a, b] = [input('a', [3, 5]), input('b', [5, 7])];
  expect(multiplications([matmul(a, b)])).toBe(3 * 5 * 7);
  expect(multiplications([matmul(input('t', [5, 3]), b, { transposeA: true })])).toBe(3 * 5 * 7);
  expect(multiplications([matmul(input('c', [2, 3, 5]), input('d', [2, 5, 7]))])).toBe(2 * 3 * 5 * 7);
});

test('a convolution takes a window of all channels for every number that it gives, and its derivatives as many', () => {
  const window = { stride: 2, before: [1, 1], after: [1, 1] } as const;
  const [images, filters] = [input('images', [4, 9, 9, 3]), input('filters', [3, 3, 3, 8])];
  const own = 4 * 5 * 5 * 8 * (3 * 3 * 3);
  const value = convolution(images, filters, window);
  expect(multiplications([value])).toBe(own);
  expect(multiplications(reverse(dot(value, value), [images, filters]))).toBe(3 * own);
});

test('what is computed twice is counted once, what a loop repeats as often as it does', () => {
  const a = input('a', [6, 2, 3]);
  const w = input('w', [3, 4]);
  const product = matmul(input('b', [2, 3]), w);
  expect(multiplications([product, dot(product, product)])).toBe(2 * 3 * 4);
  const total = accumulate([a], [w], ([slice], [shared]) => matmul(slice!, shared!));
  expect(multiplications([total])).toBe(6 * 2 * 3 * 4);
  expect(multiplications([constant(1, [])])).toBe(0);
});
