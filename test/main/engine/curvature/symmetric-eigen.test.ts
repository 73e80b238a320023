import fc from 'fast-check';
import { expect, test } from 'vitest';
import { symmetricEigensystem } from '../../../../main/engine/curvature/symmetric-eigen.ts';

function dense(n: number, entry: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
}

test('eigenvalues of the second-difference matrix are 2 − 2cos(kπ/(n+1))', () => {
  const n = 40;
  const matrix = dense(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
  const { values } = symmetricEigensystem(matrix, n);
  values.forEach((value, i) =>
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1)), 12),
  );
});

test('eigenvalues of the Hilbert matrix of order 3 are the roots of its characteristic polynomial', () => {
  const { values } = symmetricEigensystem(
    dense(3, (i, j) => 1 / (i + j + 1)),
    3,
  );
  // λ³ − (23/15)λ² + (127/720)λ − 1/2160
  for (const x of values) expect(x ** 3 - (23 / 15) * x ** 2 + (127 / 720) * x - 1 / 2160).toBeCloseTo(0, 14);
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});

test('any symmetric matrix is V diag(λ) Vᵀ with orthonormal V', () => {
  const symmetric = fc
    .integer({ min: 1, max: 12 })
    .chain((n) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: n * n, maxLength: n * n }),
      ),
    );
  fc.assert(
    fc.property(symmetric, ([n, entries]) => {
      const matrix = dense(n, (i, j) => entries[Math.min(i, j) * n + Math.max(i, j)]!);
      const { values, vectors } = symmetricEigensystem(matrix, n);
      const scale = Math.max(1e-300, ...matrix.map(Math.abs));
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const product = values.reduce(
            (sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!,
            0,
          );
          expect(Math.abs(product - matrix[i * n + j]!)).toBeLessThan(1e-12 * scale);
          const inner = vectors[i]!.reduce((sum, value, k) => sum + value * vectors[j]![k]!, 0);
          expect(Math.abs(inner - (i === j ? 1 : 0))).toBeLessThan(1e-12);
        }
    }),
  );
});
