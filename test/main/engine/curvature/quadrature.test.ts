import { describe, expect, test } from 'vitest';
import type { LinearOperator } from '../../../../main/engine/curvature/lanczos.ts';
import { quadratures, type Quadrature } from '../../../../main/engine/curvature/quadrature.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';
import { randomRotation } from '../../../../main/engine/objective/rotation.ts';

const n = 12;
const eigenvalues = [4, 3.9, 2, 1, 0.5, 0.1, 0.01, 0, 0, -0.2, -1, -3];
const rotation = randomRotation(n, new RandomStream(5, 'test'));

/** Row i of Q times a vector, or column i of it. */
function sum(vector: ArrayLike<number>, entry: (i: number) => number): number {
  return Array.from(vector).reduce((total, value, i) => total + entry(i) * value, 0);
}

/** QΛQᵀv, by plain sums. */
function product(vector: Float64Array, spectrum: readonly number[] = eigenvalues): Float64Array {
  const inside = spectrum.map((value, j) => value * sum(vector, (i) => rotation[i * n + j]!));
  return Float64Array.from({ length: n }, (_, i) => sum(inside, (j) => rotation[i * n + j]!));
}

const operator: LinearOperator = (vectors) => Promise.resolve(vectors.map((vector) => product(vector)));
const eigenvector = (j: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => rotation[i * n + j]!);

function moment({ nodes, weights }: Quadrature, power: number): number {
  return nodes.reduce((total, node, i) => total + weights[i]! * node ** power, 0);
}

/** zᵀHᵏz/‖z‖², by applying H k times. */
function trueMoment(probe: Float64Array, power: number): number {
  let image = probe;
  for (let i = 0; i < power; i++) image = product(image);
  return sum(probe, (i) => image[i]!) / sum(probe, (i) => probe[i]!);
}

const probes = Array.from({ length: 3 }, (_, i) => new RandomStream(i, 'probe').normals(n));

describe('the moments of a quadrature are the probe’s', () => {
  test.each([1, 2, 5, n, n + 20])('%i steps: exact to degree 2·steps − 1', async (steps) => {
    const found = await quadratures(operator, probes, { steps });
    found.forEach((quadrature, i) => {
      expect(moment(quadrature, 0)).toBeCloseTo(1, 12);
      for (let power = 1; power <= Math.min(2 * steps - 1, 24); power++) {
        const scale = 4 ** power;
        const error = moment(quadrature, power) - trueMoment(probes[i]!, power);
        expect(Math.abs(error) / scale, `degree ${power}`).toBeLessThan(1e-10);
      }
      if (steps < 10) {
        const error = moment(quadrature, 2 * steps) - trueMoment(probes[i]!, 2 * steps);
        expect(Math.abs(error)).toBeGreaterThan(1e-6); // and no further
      }
    });
  });
});

test('a probe of two eigenvectors is exhausted after two steps, with their eigenvalues for nodes', async () => {
  const [a, b] = [eigenvector(0), eigenvector(11)];
  const probe = a.map((value, i) => 3 * value + 4 * b[i]!);
  let calls = 0;
  const [quadrature] = await quadratures(operator, [probe], { steps: 50, heard: () => calls++ });
  expect(calls).toBe(2);
  expect(quadrature!.nodes).toHaveLength(2);
  expect(quadrature!.nodes[0]).toBeCloseTo(4, 12);
  expect(quadrature!.nodes[1]).toBeCloseTo(-3, 12);
  expect(quadrature!.weights[0]).toBeCloseTo(9 / 25, 12);
  expect(quadrature!.weights[1]).toBeCloseTo(16 / 25, 12);
});

test('probes that are exhausted early leave the others going', async () => {
  const found = await quadratures(operator, [eigenvector(3), probes[0]!], { steps: n });
  expect([...found[0]!.nodes].map((node) => Number(node.toFixed(10)))).toEqual([1]);
  expect(moment(found[1]!, 9) / trueMoment(probes[0]!, 9)).toBeCloseTo(1, 10);
});

test('the zero operator has one node, 0', async () => {
  const zero: LinearOperator = (vectors) => Promise.resolve(vectors.map((vector) => vector.map(() => 0)));
  const [quadrature] = await quadratures(zero, [probes[0]!], { steps: 10 });
  expect([...quadrature!.nodes]).toEqual([0]);
  expect([...quadrature!.weights]).toEqual([1]);
});

test('orthogonality holds over hundreds of steps: no eigenvalue appears twice', async () => {
  const size = 300;
  const spectrum = Float64Array.from({ length: size }, (_, i) => (i === 0 ? 100 : 1 / (i + 1)));
  const diagonal: LinearOperator = (vectors) =>
    Promise.resolve(vectors.map((vector) => vector.map((value, i) => value * spectrum[i]!)));
  const probe = new RandomStream(1, 'probe').normals(size);
  const [quadrature] = await quadratures(diagonal, [probe], { steps: 200 });
  expect(quadrature!.nodes.filter((node) => node > 50)).toHaveLength(1);
  expect(quadrature!.nodes.filter((node) => node > 0.4 && node < 50)).toHaveLength(1); // ½ alone
});

test('a product that is not finite is refused', async () => {
  const broken: LinearOperator = (vectors) => Promise.resolve(vectors.map((vector) => vector.map(() => NaN)));
  await expect(quadratures(broken, [probes[0]!], { steps: 3 })).rejects.toThrow(RangeError);
});
