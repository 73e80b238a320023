import { describe, expect, test } from 'vitest';
import {
  plainAlgebra,
  rows,
  stack,
  type Algebra,
  type Block,
} from '../../../../main/engine/curvature/algebra.ts';
import { lanczos } from '../../../../main/engine/curvature/lanczos.ts';
import { openAlgebra } from '../../../../main/engine/execute/algebra.ts';
import { openOnnxAlgebra } from '../../../../main/engine/execute/onnx/algebra.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

const n = 4099; // no multiple of any width of a processor
const stream = new RandomStream(7, 'algebra');
const block = (count: number): Block => stack(Array.from({ length: count }, () => stream.normals(n)));

const algebras: readonly (readonly [string, () => Promise<Algebra>])[] = [
  ['loops', () => Promise.resolve(plainAlgebra)],
  ['ONNX Runtime, 1 thread', () => openOnnxAlgebra(1)],
  ['ONNX Runtime, 2 threads', () => openOnnxAlgebra(2)],
];

/** Largest difference of entries. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe.each(algebras)('products of blocks by %s are plain sums', (_name, open) => {
  test('inner products', async () => {
    const [a, b] = [block(3), block(7)];
    const expected = rows(a).flatMap((x) =>
      rows(b).map((y) => x.reduce((sum, value, i) => sum + value * y[i]!, 0)),
    );
    expect(apart(await (await open()).inner(a, b), expected)).toBeLessThan(1e-10);
  });

  test('a projection takes out what it says, and nothing else', async () => {
    const [a, b] = [block(4), block(5)];
    const given = a.data.slice();
    const { parts, left } = await (await open()).project(a, b);
    const expected = rows({ data: given, count: 4 }).map((x, row) =>
      x.map((value, i) => rows(b).reduce((sum, y, j) => sum - parts[row * 5 + j]! * y[i]!, value)),
    );
    expect(apart(parts, await plainAlgebra.inner(a, b))).toBeLessThan(1e-10);
    expect(apart(left.data, stack(expected).data)).toBeLessThan(1e-10);
    expect(a.data).toEqual(given); // what is handed over stays as it is
  });

  test('what is separated twice is orthogonal to rounding, and sums up to what was given', async () => {
    const algebra = await open();
    const basis = stack(
      Array.from({ length: 5 }, (_, i) => Float64Array.from({ length: n }, (__, j) => Number(j === i))),
    );
    const a = block(4);
    // Nearly all of it lies along the basis.
    rows(a).forEach((row) => row.forEach((_, i) => (row[i]! *= i < 5 ? 1e9 : 1)));
    const { parts, left, gram } = await algebra.separate(a, basis);
    expect(apart(await algebra.inner(left, basis), new Float64Array(20))).toBeLessThan(1e-10);
    expect(apart(gram, await algebra.inner(left, left))).toBeLessThan(1e-8);
    const { data } = await algebra.combine(parts, basis);
    expect(
      apart(
        data.map((x, i) => x + left.data[i]!),
        a.data,
      ),
    ).toBeLessThan(1e-6);
  });

  test('combinations', async () => {
    const b = block(6);
    const weights = stream.normals(2 * 6);
    const { data, count } = await (await open()).combine(weights, b);
    expect(count).toBe(2);
    const expected = [0, 1].map((row) =>
      Float64Array.from({ length: n }, (_, i) =>
        rows(b).reduce((sum, y, j) => sum + weights[row * 6 + j]! * y[i]!, 0),
      ),
    );
    expect(apart(data, stack(expected).data)).toBeLessThan(1e-12);
  });

  test('Lanczos by it finds a crowded spectrum through restarts', async () => {
    const eigenvalues = Float64Array.from({ length: n }, (_, i) => 2 - 0.001 * i);
    const { pairs, converged } = await lanczos(
      (vectors) => Promise.resolve(vectors.map((v) => v.map((x, i) => x * eigenvalues[i]!))),
      {
        ...{ count: 2, shadow: 1, tolerance: 1e-5, algebra: await open() },
        ...{ start: [0, 1, 2].map(() => stream.normals(n)), random: (count) => stream.normals(count) },
      },
    );
    expect(converged).toBe(true);
    pairs.slice(0, 2).forEach(({ value, vector }, i) => {
      expect(Math.abs(value - (2 - 0.001 * i))).toBeLessThan(1e-6); // residual²/gap
      expect(Math.abs(vector[i]!)).toBeGreaterThan(0.999);
    });
  });
});

test('in float32 they are those of float64 to its rounding', async () => {
  const [single, double] = [await openOnnxAlgebra(2, 'float32'), await openOnnxAlgebra(2)];
  const [a, b] = [block(3), block(6)];
  const held = ({ data, count }: Block) => ({ data: Float32Array.from(data), count });
  expect(apart(await single.inner(held(a), held(b)), await double.inner(a, b))).toBeLessThan(2e-3);
  const [one, two] = [await single.project(held(a), held(b)), await double.project(a, b)];
  expect(one.left.data).toBeInstanceOf(Float32Array);
  expect(apart(one.parts, two.parts)).toBeLessThan(2e-3);
  expect(apart(one.left.data, two.left.data)).toBeLessThan(5e-2); // of a thousand, not orthonormal
  const weights = stream.normals(2 * 6);
  const combined = await single.combine(weights, held(b));
  expect(apart(combined.data, (await double.combine(weights, b)).data)).toBeLessThan(2e-5);
  expect(single.zeros(3)).toEqual(new Float32Array(3));
});

test.each([1, 2])('the same bits whenever it is asked on %i threads', async (threads) => {
  const [a, b] = [block(4), block(48)];
  const [one, two] = [await openOnnxAlgebra(threads), await openOnnxAlgebra(threads)];
  const { data } = (await one.project(a, b)).left;
  for (let i = 0; i < 10; i++) expect((await two.project(a, b)).left.data).toEqual(data);
});

test('short vectors are multiplied here: no library is loaded for them', async () => {
  expect(await openAlgebra(100, 1)).toBe(plainAlgebra);
  expect(await openAlgebra(1e5, 1)).not.toBe(plainAlgebra);
  expect(await openAlgebra(1e5, 1)).toBe(await openAlgebra(1e6, 1)); // once for the process
  expect(await openAlgebra(1e5, 1, 'float32')).not.toBe(await openAlgebra(1e5, 1));
  expect(await openAlgebra(100, 1, 'float32')).toBe(plainAlgebra);
});
