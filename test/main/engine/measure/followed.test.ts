import { expect, test } from 'vitest';
import type { SearchResult } from '../../../../main/engine/curvature/search.ts';
import { FollowedVectors } from '../../../../main/engine/measure/followed.ts';

const unit = (angle: number): Float64Array => Float64Array.of(Math.cos(angle), Math.sin(angle), 0);

function found(values: readonly number[], vectors: readonly Float64Array[] = []): SearchResult {
  const pairs = values.map((value, i) => ({ value, vector: vectors[i] ?? unit(i), residual: 0 }));
  return { pairs, products: 0, converged: true, lowest: 0 };
}

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
