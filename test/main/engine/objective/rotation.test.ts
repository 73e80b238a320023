import { expect, test } from 'vitest';
import { randomRotation } from '../../../../main/engine/objective/rotation.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

/** Largest entry of |QᵀQ − I|. */
function departure(q: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let product = 0;
      for (let k = 0; k < n; k++) product += q[k * n + i]! * q[k * n + j]!;
      largest = Math.max(largest, Math.abs(product - (i === j ? 1 : 0)));
    }
  return largest;
}

test.each([1, 2, 5, 60, 200])('a rotation of %i dimensions is orthogonal', (n) => {
  expect(departure(randomRotation(n, new RandomStream(9, 'rotation')), n)).toBeLessThan(1e-14);
});

// Haar's measure on O(3): entries of mean 0, square 1/3 and fourth power 1/5; trace of mean 0 and square 1; both determinants equally likely.
test('rotations are distributed by Haar’s measure', () => {
  const count = 20_000;
  const stream = new RandomStream(10, 'rotation');
  const entries = Array.from({ length: 9 }, () => [0, 0, 0]);
  const sums = { trace: 0, traceSquare: 0, determinant: 0 };
  for (let run = 0; run < count; run++) {
    const q = randomRotation(3, stream);
    const [a, b, c, d, e, f, g, h, i] = q as unknown as number[] & { length: 9 };
    const trace = a! + e! + i!;
    sums.trace += trace / count;
    sums.traceSquare += trace ** 2 / count;
    sums.determinant +=
      (a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!)) / count;
    q.forEach((value, at) => [1, 2, 4].forEach((power, k) => (entries[at]![k]! += value ** power / count)));
  }
  const tolerance = 4 / Math.sqrt(count);
  for (const [mean, square, fourth] of entries) {
    expect(Math.abs(mean!)).toBeLessThan(tolerance);
    expect(Math.abs(square! - 1 / 3)).toBeLessThan(tolerance);
    expect(Math.abs(fourth! - 1 / 5)).toBeLessThan(tolerance);
  }
  expect(Math.abs(sums.trace)).toBeLessThan(tolerance);
  expect(Math.abs(sums.traceSquare - 1)).toBeLessThan(2 * tolerance);
  expect(Math.abs(sums.determinant)).toBeLessThan(tolerance);
});
