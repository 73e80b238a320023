import { describe, expect, test } from 'vitest';
import { plainAlgebra } from '../../../../main/engine/curvature/algebra.ts';
import { HessianModel } from '../../../../main/engine/curvature/hessian-model.ts';
import { LeadingEigenpairs } from '../../../../main/engine/curvature/leading.ts';
import type { Session } from '../../../../main/engine/execute/executor.ts';
import { openOnnxAlgebra } from '../../../../main/engine/execute/onnx/algebra.ts';

const eigenvalues = Float64Array.from({ length: 80 }, (_, i) => (i === 0 ? 1 : 0.85 + 0.0005 * i));
const axis = (i: number, sign = 1) => eigenvalues.map((_, j) => (i === j ? sign : 0));

/** A session that knows products with diag(values) alone. */
function of(values: Float64Array): Session {
  const product = (value: number, i: number): number => value * values[i % values.length]!;
  return {
    prepare: () => Promise.resolve(),
    write: () => Promise.resolve(),
    read: () => Promise.resolve({}),
    run: (_program, { vectors }) => Promise.resolve({ products: vectors!.map(product) }),
    runHeld: (_program, { vectors }) => Promise.resolve({ products: vectors!.map(product) }),
    iterate: () => Promise.resolve({}),
    release: () => Promise.resolve(),
  };
}

const session = of(eigenvalues);

const tolerance = 0.05; // so loose that random start vectors may pass for eigenvectors of the crowd
/** λ₁ as found from 300 starts, each with the same last eigenvectors. */
function values(cold: boolean, last: readonly Float64Array[]): Promise<number[]> {
  const labels = Array.from({ length: 300 }, (_, i) => String(i));
  return Promise.all(labels.map(async (label) => (await found(label, cold, last)).value));
}

async function found(label: string, cold: boolean, last: readonly Float64Array[]) {
  const leading = new LeadingEigenpairs({ session, algebra: plainAlgebra, model: null }, 1, {
    count: 1,
    tolerance,
  });
  if (last.length > 0) leading.history.add(last);
  const { pairs } = await leading.at({ point: new Float64Array(80), count: 1, cold, label });
  return pairs[0]!;
}

test('random start vectors may stop at a lower pair when the tolerance is loose', async () => {
  expect(Math.min(...(await values(true, [])))).toBeLessThan(0.95);
});

test.each([true, false])(
  'with a last eigenvector λ₁ is never below its Rayleigh quotient (cold: %s)',
  async (cold) => {
    expect(Math.min(...(await values(cold, [axis(0), axis(1)])))).toBeGreaterThan(1 - tolerance);
  },
);

test('eigenvectors are signed like the last ones', async () => {
  for (const cold of [true, false]) {
    const { vector } = await found('sign', cold, [axis(0, -1), axis(1)]);
    expect(vector[0]).toBeLessThan(-0.9);
  }
});

describe('with a model', () => {
  const little = { vectors: [new Float64Array(80).fill(80 ** -0.5)], values: [0.5] };
  const request = { point: new Float64Array(80), count: 1, label: 'model' };

  function search(on: Session = session, tolerance = 1e-6) {
    const model = new HessianModel(plainAlgebra, 80);
    const options = { count: 1, tolerance };
    return {
      model,
      leading: new LeadingEigenpairs({ session: on, algebra: plainAlgebra, model }, 1, options),
    };
  }

  test('a search that is cold tells it what it found, and the next one ends with the images of that', async () => {
    const { model, leading } = search();
    expect(model.known.values).toEqual([]);
    const { products } = await leading.at({ ...request, cold: true });
    expect(products).toBeGreaterThan(10);
    expect(model.known.values[0]).toBeCloseTo(1, 10);
    expect((await leading.at({ ...request, cold: false })).products).toBe(2);
  });

  test('a cold search owes it nothing', async () => {
    const [fresh, told] = [search(), search()];
    await told.leading.at({ ...request, cold: true });
    const one = await fresh.leading.at({ ...request, cold: true, label: 'again' });
    const other = await told.leading.at({ ...request, cold: true, label: 'again' });
    expect(other.products).toBe(one.products);
    expect(other.pairs[0]!.value).toBe(one.pairs[0]!.value);
  });

  test('where it leads nowhere within its products, Lanczos comes to the end', async () => {
    // A crowd so close that forty products do not take it apart, of which the model knows nothing.
    const close = Float64Array.from({ length: 80 }, (_, i) => 1 - i / 80);
    const { model, leading } = search(of(close), 1e-10);
    model.become(little);
    const { converged, products, pairs } = await leading.at({ ...request, cold: false });
    expect(converged).toBe(true);
    expect(products).toBeGreaterThan(40);
    expect(pairs[0]!.value).toBeCloseTo(1, 6);
    expect(model.known.values[0]).toBeCloseTo(1, 6);
  });

  test('where all that it knows is an eigenvector of others, Lanczos begins', async () => {
    const { model, leading } = search();
    model.become({ vectors: [axis(79)], values: [0.5] });
    const { converged, pairs } = await leading.at({ ...request, cold: false, limit: 90 });
    expect(converged).toBe(true);
    expect(pairs[0]!.value).toBeCloseTo(1, 6);
  });

  test('with a limit it returns what it has', async () => {
    const { model, leading } = search(of(Float64Array.from({ length: 80 }, (_, i) => 1 - 1e-4 * i)));
    model.become(little);
    expect(await leading.at({ ...request, cold: false, limit: 6 })).toMatchObject({
      converged: false,
      products: 6,
    });
  });

  test('where the squares of images leave float32, Lanczos is asked', async () => {
    const huge = of(eigenvalues.map((value) => 1e24 * value));
    const model = new HessianModel(await openOnnxAlgebra(1, 'float32'), 80);
    model.become({ vectors: [Float32Array.from(little.vectors[0]!)], values: [1] });
    const means = { session: huge, algebra: plainAlgebra, model };
    const leading = new LeadingEigenpairs(means, 1, { count: 1, tolerance: 1e-6 });
    const { pairs, converged } = await leading.at({ ...request, cold: false });
    expect(converged).toBe(true);
    expect(pairs[0]!.value / 1e24).toBeCloseTo(1, 6);
  });

  test('a product that is not finite is refused', async () => {
    const { model, leading } = search(of(eigenvalues.map(() => NaN)));
    model.become(little);
    await expect(leading.at({ ...request, cold: false })).rejects.toThrow(RangeError);
  });

  test('of numbers whose squares float32 does not hold nothing is asked of it', async () => {
    const model = new HessianModel(await openOnnxAlgebra(1, 'float32'), 80);
    for (const [value, usable] of [
      [3, true],
      [1e30, false],
      [-1e-30, false],
      [0, true],
    ] as const) {
      model.become({ vectors: [axis(0)], values: [value] });
      expect(model.isUsable).toBe(usable);
    }
  });
});
