import { describe, expect, test } from 'vitest';
import { plainAlgebra, rows, type Algebra } from '../../../../main/engine/curvature/algebra.ts';
import { Basis } from '../../../../main/engine/curvature/basis.ts';
import { normalize } from '../../../../main/engine/curvature/vector.ts';
import { openOnnxAlgebra } from '../../../../main/engine/execute/onnx/algebra.ts';
import type { Numbers } from '../../../../main/engine/numbers.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

const n = 3000;
const stream = new RandomStream(2, 'basis');

function unit(): Float64Array {
  const vector = stream.normals(n);
  normalize(vector);
  return vector;
}

const algebras: readonly (readonly [string, number, () => Promise<Algebra<Numbers>>])[] = [
  ['loops', 2 ** -53, () => Promise.resolve(plainAlgebra)],
  ['ONNX Runtime in float64', 2 ** -53, () => openOnnxAlgebra(1)],
  ['ONNX Runtime in float32', 2 ** -24, () => openOnnxAlgebra(1, 'float32')],
];

describe.each(algebras)('by %s', (_name, rounding, open) => {
  const block = (algebra: Algebra<Numbers>, vectors: readonly Float64Array[]) => {
    const data = algebra.zeros(vectors.length * n);
    vectors.forEach((vector, i) => data.set(vector, i * n));
    return { data, count: vectors.length };
  };

  // What two vectors have outside of the basis is nearly the same direction: the rest of it is not lost.
  test.each([1e-2, 1e-3, 1e-4])('vectors are what their coordinates say (%d apart)', async (apart) => {
    const algebra = await open();
    const basis = new Basis(algebra, n, n);
    const [first, second, third] = [unit(), unit(), unit()];
    await basis.absorb(block(algebra, [first, second, third]), 20 * rounding);
    const [u, w] = [unit(), unit()];
    const given = [
      first.map((x, i) => 5 * x + 0.1 * u[i]!),
      second.map((x, i) => 4 * x + 0.1 * u[i]! + 0.1 * apart * w[i]!),
    ];
    const coordinates = await basis.absorb(block(algebra, given), 20 * rounding);
    expect(basis.count).toBe(5);
    const back = rows(await basis.combine(coordinates));
    given.forEach((vector, k) => {
      const left = Math.hypot(...vector.map((x, i) => x - back[k]![i]!));
      expect(left).toBeLessThan(5 * 4 * rounding);
    });
    const all = await basis.combine(
      Array.from({ length: 5 }, (_, i) => Float64Array.from({ length: 5 }, (__, j) => Number(i === j))),
    );
    const gram = await algebra.inner(all, all);
    gram.forEach((entry, at) => expect(Math.abs(entry - Number(at % 6 === 0))).toBeLessThan(100 * rounding));
  });

  test('of vectors that lie in it nothing is added', async () => {
    const algebra = await open();
    const basis = new Basis(algebra, n, n);
    const vectors = [unit(), unit()];
    await basis.absorb(block(algebra, vectors), 20 * rounding);
    const sum = vectors[0]!.map((x, i) => 3 * x - 2 * vectors[1]![i]!);
    await basis.absorb(block(algebra, [sum, new Float64Array(n)]), 20 * rounding);
    expect(basis.count).toBe(2);
  });

  test('vectors that are not finite are refused', async () => {
    const algebra = await open();
    const basis = new Basis(algebra, n, n);
    const broken = unit();
    broken[7] = Infinity;
    await expect(basis.absorb(block(algebra, [broken]), 0)).rejects.toThrow(RangeError);
    await basis.absorb(block(algebra, [unit()]), 0);
    await expect(basis.absorb(block(algebra, [broken]), 0)).rejects.toThrow(RangeError);
    expect(basis.count).toBe(1);
  });
});
