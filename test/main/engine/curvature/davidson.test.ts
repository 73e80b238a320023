import { describe, expect, test } from 'vitest';
import { plainAlgebra, rows, stack, type Algebra } from '../../../../main/engine/curvature/algebra.ts';
import { davidson, type DavidsonOptions } from '../../../../main/engine/curvature/davidson.ts';
import { HessianModel } from '../../../../main/engine/curvature/hessian-model.ts';
import type { BlockOperator } from '../../../../main/engine/curvature/hessian.ts';
import { lanczos } from '../../../../main/engine/curvature/lanczos.ts';
import { length } from '../../../../main/engine/curvature/vector.ts';
import { openOnnxAlgebra } from '../../../../main/engine/execute/onnx/algebra.ts';
import type { Numbers } from '../../../../main/engine/numbers.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

const n = 400;
const crowd = 20;
const stream = new RandomStream(5, 'davidson');

/** Twenty eigenvalues about one percent apart, as at SAM's edge, above a tail. */
const spectrum = Float64Array.from({ length: n }, (_, i) =>
  i < crowd ? 5.5 - 0.06 * i : 1.7 * 0.98 ** (i - crowd),
);

type Matrix = (vector: Numbers) => Float64Array;

/** diag(spectrum) seen in a basis that is turned a few times by an angle, each time in a random plane. */
function turned(angle: number, turns = 12): Matrix {
  const pairs = Array.from({ length: turns }, () => [direction(), direction()] as const);
  const turn = (vector: Float64Array, back: boolean): Float64Array => {
    const result = vector.slice();
    for (const [a, b] of back ? pairs.toReversed() : pairs) rotate(result, a, b, back ? -angle : angle);
    return result;
  };
  return (vector) =>
    turn(
      turn(Float64Array.from(vector), false).map((x, i) => x * spectrum[i]!),
      true,
    );
}

/** A unit vector, half of it in the crowd. */
function direction(): Float64Array {
  const vector = stream
    .normals(n)
    .map((x, i) => (i < crowd ? x / Math.sqrt(crowd) : x / Math.sqrt(n - crowd)));
  const size = length(vector);
  return vector.map((x) => x / size);
}

/** Turns a vector by an angle in the plane of a and b. */
function rotate(vector: Float64Array, a: Float64Array, b: Float64Array, angle: number): void {
  const along = b.reduce((sum, x, i) => sum + x * a[i]!, 0);
  const raw = b.map((x, i) => x - along * a[i]!);
  const size = length(raw);
  const across = raw.map((x) => x / size);
  const p = vector.reduce((sum, x, i) => sum + x * a[i]!, 0);
  const q = vector.reduce((sum, x, i) => sum + x * across[i]!, 0);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < vector.length; i++)
    vector[i]! += (c * p - s * q - p) * a[i]! + (s * p + c * q - q) * across[i]!;
}

function counted(matrix: Matrix): { readonly operator: BlockOperator; products: number } {
  const of = {
    products: 0,
    operator: ((block) => {
      of.products += block.count;
      const { data } = stack(rows(block).map((vector) => matrix(vector)));
      return Promise.resolve({
        data: block.data instanceof Float32Array ? new Float32Array(data) : data,
        count: block.count,
      });
    }) satisfies BlockOperator,
  };
  return of;
}

const options: DavidsonOptions = {
  ...{ count: 3, shadow: 1, tolerance: 1e-3, together: 4, dimension: n, limit: 200 },
};

/** What Lanczos knows of an operator from random vectors. */
function found(matrix: Matrix, remembered = 24, tolerance = 1e-3) {
  return lanczos((vectors) => Promise.resolve(vectors.map((vector) => matrix(vector))), {
    ...{ count: 3, shadow: 1, tolerance, remembered },
    start: Array.from({ length: 4 }, () => stream.normals(n)),
    random: (count) => stream.normals(count),
  });
}

const algebras: readonly (readonly [string, number, () => Promise<Algebra<Numbers>>])[] = [
  ['loops', 1e-9, () => Promise.resolve(plainAlgebra)],
  ['ONNX Runtime in float64', 1e-9, () => openOnnxAlgebra(1)],
  ['ONNX Runtime in float32', 3e-6, () => openOnnxAlgebra(1, 'float32')],
];

describe.each(algebras)('from a model of an operator nearby, by %s', (_name, rounding, open) => {
  test('the pairs are those of the operator, the residuals true, and fewer products are taken than by Lanczos', async () => {
    const model = new HessianModel(await open(), n);
    const begun = await found(turned(0));
    model.become(begun.known);
    let [guided, alone] = [0, 0];
    for (const angle of [0.02, 0.04, 0.06]) {
      const matrix = turned(angle);
      const of = counted(matrix);
      const { pairs, products, converged } = await davidson(of.operator, model, options);
      await model.settle(4);
      expect(converged).toBe(true);
      expect(products).toBe(of.products);
      pairs.slice(0, 3).forEach(({ value, vector, residual }, i) => {
        expect(Math.abs(value - spectrum[i]!)).toBeLessThan(6e-4); // residual² over the gap
        const image = matrix(vector);
        const left = length(image.map((entry, j) => entry - value * vector[j]!));
        expect(left).toBeLessThan(1e-3 * spectrum[0]! + rounding);
        expect(Math.abs(left - residual)).toBeLessThan(10 * rounding);
        expect(length(vector)).toBeCloseTo(1, 12);
      });
      guided += products;
      alone += (await found(matrix, 0)).products;
    }
    expect(guided).toBeLessThan(0.6 * alone);
  });

  test('an eigenvalue that has risen above those that are known is found', async () => {
    const model = new HessianModel(await open(), n);
    model.become((await found(turned(0))).known);
    const risen: Matrix = (vector) => Float64Array.from(vector, (x, i) => x * (i === 300 ? 9 : spectrum[i]!));
    // It is coupled to what is known.
    const nudged: Matrix = (vector) => {
      const image = risen(vector);
      image[300]! += 0.05 * vector[0]!;
      image[0]! += 0.05 * vector[300]!;
      return image;
    };
    const { pairs } = await davidson(counted(nudged).operator, model, options);
    expect(pairs[0]!.value).toBeGreaterThan(9 - 1e-3);
  });

  test('where the model knows one random direction alone it is block Lanczos', async () => {
    const model = new HessianModel(await open(), n);
    const start = Array.from({ length: 4 }, () => stream.normals(n));
    model.become({ vectors: [direction()], values: [0] });
    const { pairs, converged } = await davidson(counted(turned(0)).operator, model, { ...options, start });
    expect(converged).toBe(true);
    pairs.slice(0, 3).forEach(({ value }, i) => expect(Math.abs(value - spectrum[i]!)).toBeLessThan(6e-4));
  });
});

test('a model of the very operator is followed by one look', async () => {
  const model = new HessianModel(plainAlgebra, n);
  model.become((await found(turned(0), 24, 1e-6)).known);
  const { products, converged } = await davidson(counted(turned(0)).operator, model, options);
  expect({ products, converged }).toEqual({ products: 4, converged: true });
});

test.each([
  ['multiple', [2, 2, 2, 1, -5]],
  ['all negative', [-3, -1, -2, -7, -4]],
  ['zero', [0, 0, 0, 0, 0]],
])('eigenvalues that are %s, of a model that knows nothing of them', async (_name, eigenvalues) => {
  const model = new HessianModel(plainAlgebra, 5);
  model.become({ vectors: [Float64Array.of(0.6, 0.8, 0, 0, 0)], values: [1] });
  const { operator } = counted((vector) => Float64Array.from(vector, (x, i) => x * eigenvalues[i]!));
  const result = await davidson(operator, model, {
    ...{ ...options, dimension: 5, tolerance: 1e-10 },
    start: [0, 1, 2, 3].map(() => stream.normals(5)),
  });
  expect(result.converged).toBe(true);
  const expected = eigenvalues.toSorted((a, b) => b - a);
  result.pairs.forEach(({ value }, i) => expect(value).toBeCloseTo(expected[i]!, 12));
});

test('it says when the limit came before the tolerance', async () => {
  const model = new HessianModel(plainAlgebra, n);
  model.become((await found(turned(0))).known);
  const result = await davidson(counted(turned(0.2)).operator, model, {
    ...options,
    tolerance: 1e-12,
    limit: 8,
  });
  expect(result).toMatchObject({ converged: false, products: 8 });
  expect(result.pairs).toHaveLength(4);
});

test('a product that is not finite is refused, and the model can be restored', async () => {
  const model = new HessianModel(plainAlgebra, n);
  const { known } = await found(turned(0));
  model.become(known);
  const broken = counted((vector) => Float64Array.from(vector, () => NaN));
  await expect(davidson(broken.operator, model, options)).rejects.toThrow(RangeError);
  model.restore();
  const { products } = await davidson(counted(turned(0)).operator, model, options);
  const fresh = new HessianModel(plainAlgebra, n);
  fresh.become(known);
  expect((await davidson(counted(turned(0)).operator, fresh, options)).products).toBe(products);
});
