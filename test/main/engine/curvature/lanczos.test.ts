import { expect, test } from 'vitest';
import { lanczos, type LinearOperator } from '../../../../main/engine/curvature/lanczos.ts';
import { length } from '../../../../main/engine/curvature/vector.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

/** The operator of the second differences on n points: eigenvalues 2 − 2cos(kπ/(n+1)), eigenvectors sines. */
function secondDifferences(vector: Float64Array): Float64Array {
  return vector.map((value, i) => 2 * value - (vector[i - 1] ?? 0) - (vector[i + 1] ?? 0));
}

type Operator = (v: Float64Array) => Float64Array;

const each =
  (operator: Operator): LinearOperator =>
  (vectors) =>
    Promise.resolve(vectors.map(operator));

function search(dimension: number, operator: Operator, count: number, tolerance: number, width = 1) {
  const stream = new RandomStream(3, 'test');
  return lanczos(each(operator), {
    count,
    tolerance,
    shadow: 0,
    start: Array.from({ length: width }, () => stream.normals(dimension)),
    random: (n) => stream.normals(n),
  });
}

const widths = [1, 2, 4] as const;

test.each(widths)(
  'the leading eigenvalues of a crowded spectrum, through restarts (width %i)',
  async (width) => {
    const n = 200;
    const { pairs, converged } = await search(n, secondDifferences, 3, 1e-8, width);
    expect(converged).toBe(true);
    pairs.forEach(({ value, vector, residual }, i) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1)), 10);
      const image = secondDifferences(vector);
      const left = length(image.map((entry, j) => entry - value * vector[j]!));
      expect(left).toBeLessThan(4e-8);
      expect(Math.abs(left - residual)).toBeLessThan(1e-9); // the residual that it reports is the true one
    });
  },
);

const spectra = [
  { name: 'multiple', eigenvalues: [2, 2, 2, 1, -5], expected: [2, 2, 2] },
  {
    name: 'all negative: the algebraic, not the absolute largest',
    eigenvalues: [-3, -1, -2],
    expected: [-1, -2, -3],
  },
  { name: 'zero', eigenvalues: [0, 0, 0, 0], expected: [0, 0, 0] },
  { name: 'fewer than asked for', eigenvalues: [4, 1], expected: [4, 1] },
];

test.each(spectra.flatMap((spectrum) => widths.map((width) => ({ ...spectrum, width }))))(
  'eigenvalues that are $name (width $width)',
  async ({ eigenvalues, expected, width }) => {
    const { pairs, converged } = await search(
      eigenvalues.length,
      (vector) => vector.map((value, i) => value * eigenvalues[i]!),
      3,
      1e-10,
      width,
    );
    expect(converged).toBe(true);
    expect(pairs).toHaveLength(expected.length);
    pairs.forEach(({ value, vector }, i) => {
      expect(value).toBeCloseTo(expected[i]!, 13);
      expect(length(vector)).toBeCloseTo(1, 13);
    });
  },
);

test('eigenvalues that lie closer together than the tolerance count each, where as many are looked for at a time', async () => {
  const eigenvalues = Float64Array.from({ length: 120 }, (_, i) => (i < 3 ? 1 - 1e-6 * i : 1 / (i + 2)));
  const { pairs } = await search(120, (vector) => vector.map((x, i) => x * eigenvalues[i]!), 3, 1e-3, 4);
  pairs.forEach(({ value }) => expect(Math.abs(value - 1)).toBeLessThan(1e-3));
});

test('started from the eigenvectors it ends with their images', async () => {
  const eigenvalues = Float64Array.from({ length: 50 }, (_, i) => 1 / (i + 1));
  const axis = (i: number): Float64Array => eigenvalues.map((_, j) => (i === j ? 1 : 1e-5));
  const { products, pairs, converged } = await lanczos(
    each((vector) => vector.map((x, i) => x * eigenvalues[i]!)),
    { count: 2, tolerance: 1e-3, shadow: 1, start: [axis(0), axis(1), axis(2)], random: () => expect.fail() },
  );
  expect({ products, converged }).toEqual({ products: 3, converged: true });
  // The error of an eigenvalue is of the order of the squared error of its vector.
  pairs.forEach(({ value }, i) => expect(Math.abs(value - 1 / (i + 1))).toBeLessThan(1e-7));
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
  const result = await lanczos(each(secondDifferences), {
    count: 1,
    tolerance: 1e-14,
    shadow: 0,
    start: [stream.normals(100), stream.normals(100)],
    random: (n) => stream.normals(n),
    limit: 5,
  });
  expect(result).toMatchObject({ converged: false, products: 5 });
});

test('a product that is not finite is refused', async () => {
  await expect(search(4, (vector) => vector.map(() => NaN), 1, 1e-3)).rejects.toThrow(RangeError);
});
