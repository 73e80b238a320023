import { expect, test } from 'vitest';
import { lanczos } from '../../../../main/engine/curvature/lanczos.ts';
import { length } from '../../../../main/engine/curvature/vector.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

/** The operator of the second differences on n points: eigenvalues 2 − 2cos(kπ/(n+1)), eigenvectors sines. */
function secondDifferences(vector: Float64Array): Float64Array {
  return vector.map((value, i) => 2 * value - (vector[i - 1] ?? 0) - (vector[i + 1] ?? 0));
}

function search(
  dimension: number,
  operator: (v: Float64Array) => Float64Array,
  count: number,
  tolerance: number,
) {
  const stream = new RandomStream(3, 'test');
  return lanczos((vector) => Promise.resolve(operator(vector)), {
    count,
    tolerance,
    shadow: 0,
    start: stream.normals(dimension),
    random: (n) => stream.normals(n),
  });
}

test('the leading eigenvalues of a crowded spectrum, through restarts', async () => {
  const n = 200;
  const { pairs, converged } = await search(n, secondDifferences, 3, 1e-8);
  expect(converged).toBe(true);
  pairs.forEach(({ value, vector, residual }, i) => {
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1)), 10);
    const image = secondDifferences(vector);
    const left = length(image.map((entry, j) => entry - value * vector[j]!));
    expect(left).toBeLessThan(4e-8);
    expect(Math.abs(left - residual)).toBeLessThan(1e-9); // the residual that it reports is the true one
  });
});

test.each([
  { name: 'multiple', eigenvalues: [2, 2, 2, 1, -5], expected: [2, 2, 2] },
  {
    name: 'all negative: the algebraic, not the absolute largest',
    eigenvalues: [-3, -1, -2],
    expected: [-1, -2, -3],
  },
  { name: 'zero', eigenvalues: [0, 0, 0, 0], expected: [0, 0, 0] },
  { name: 'fewer than asked for', eigenvalues: [4, 1], expected: [4, 1] },
])('eigenvalues that are $name', async ({ eigenvalues, expected }) => {
  const { pairs, converged } = await search(
    eigenvalues.length,
    (vector) => vector.map((value, i) => value * eigenvalues[i]!),
    3,
    1e-10,
  );
  expect(converged).toBe(true);
  expect(pairs).toHaveLength(expected.length);
  pairs.forEach(({ value, vector }, i) => {
    expect(value).toBeCloseTo(expected[i]!, 13);
    expect(length(vector)).toBeCloseTo(1, 13);
  });
});

test('it stops by the residual: a looser tolerance takes fewer products', async () => {
  const loose = await search(300, secondDifferences, 1, 1e-2);
  const tight = await search(300, secondDifferences, 1, 1e-9);
  expect(loose.products).toBeLessThan(tight.products);
  expect(loose.pairs[0]!.residual).toBeLessThanOrEqual(1e-2 * loose.pairs[0]!.value);
});

test('a λ₁ near zero beside a wide spectrum is found to a residual that can be reached', async () => {
  const eigenvalues = Float64Array.from({ length: 60 }, (_, i) => (i === 0 ? 1e-12 : -i));
  const { pairs, converged, products } = await search(
    60,
    (v) => v.map((x, i) => x * eigenvalues[i]!),
    1,
    1e-3,
  );
  expect(converged).toBe(true);
  expect(products).toBeLessThanOrEqual(200);
  expect(Math.abs(pairs[0]!.value)).toBeLessThan(1e-6);
});

test('it says when the limit came before the tolerance', async () => {
  const stream = new RandomStream(1, 'test');
  const result = await lanczos((vector) => Promise.resolve(secondDifferences(vector)), {
    count: 1,
    tolerance: 1e-14,
    shadow: 0,
    start: stream.normals(100),
    random: (n) => stream.normals(n),
    limit: 5,
  });
  expect(result).toMatchObject({ converged: false, products: 5 });
});

test('a product that is not finite is refused', async () => {
  await expect(search(4, (vector) => vector.map(() => NaN), 1, 1e-3)).rejects.toThrow(RangeError);
});
