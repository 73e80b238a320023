import { expect, test } from 'vitest';
import type { LanczosResult } from '../../../../main/engine/curvature/lanczos.ts';
import { FollowedCount, FollowedVectors } from '../../../../main/engine/measure/followed.ts';

const unit = (angle: number): Float64Array => Float64Array.of(Math.cos(angle), Math.sin(angle), 0);

function found(values: readonly number[], vectors: readonly Float64Array[] = []): LanczosResult {
  const pairs = values.map((value, i) => ({ value, vector: vectors[i] ?? unit(i), residual: 0 }));
  return { pairs, products: 0, converged: true, lowest: 0 };
}

test('as many eigenpairs are followed as are asked for, and those above ¾ of the edge', () => {
  const count = new FollowedCount(1, 100);
  count.observe(found([10, 5]), 20);
  expect(count.value).toBe(1);
  count.observe(found([19, 16]), 20); // even the shadow is near: there may be more
  expect(count.value).toBe(4);
  count.observe(found([19, 16, 15.5, 9, 3]), 20);
  expect(count.value).toBe(3);
  count.observe(found([19, 14, 12, 8]), 20); // near enough to be kept
  expect(count.value).toBe(3);
  count.observe(found([19, 8, 8, 8]), 20);
  expect(count.value).toBe(1);
});

test('it never grows beyond the dimension, nor without end', () => {
  const small = new FollowedCount(2, 3);
  small.observe(found([20, 20, 20]), 20);
  expect(small.value).toBe(3);
  const large = new FollowedCount(3, 1e6);
  for (let i = 0; i < 9; i++) large.observe(found(Array.from({ length: large.value + 1 }, () => 20)), 20);
  expect(large.value).toBe(10);
});

test('an eigenvector is followed through a swap of ranks', () => {
  const followed = new FollowedVectors(2);
  const [a, b] = [unit(0), unit(Math.PI / 2)];
  expect(followed.observe([a, b], found([9, 8], [unit(0.1), unit(Math.PI / 2 + 0.1)]))).toBe(false);
  expect(followed.places).toEqual([0, 1]);
  expect(followed.observe([a, b], found([9, 8], [b, a]))).toBe(true);
  expect(followed.places).toEqual([1, 0]);
  expect(followed.observe([b, a], found([9, 8], [b, a]))).toBe(false);
  expect(followed.places).toEqual([1, 0]);
});

test('one that turned away begins anew with the largest that no other continues', () => {
  const followed = new FollowedVectors(2);
  const [a, b, c] = [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0), Float64Array.of(0, 0, 1)];
  followed.observe([a, b], found([9, 8, 7], [b, c, a]));
  expect(followed.places).toEqual([2, 0]);
  followed.places = [0, 1];
  followed.observe([a, b], found([9, 8], [c, b]));
  expect(followed.places).toEqual([0, 1]);
});
