import type { RandomStream } from '../random/stream.ts';

/**
 * An orthogonal matrix [n, n], row-major, distributed by Haar's measure: the Q of the QR decomposition of a matrix of normals with R's
 * diagonal positive, as a product of n − 1 Householder reflections of ever shorter normal vectors (G. W. Stewart, The efficient
 * generation of random orthogonal matrices, SIAM J. Numer. Anal. 17, 1980).
 */
export function randomRotation(n: number, stream: RandomStream): Float64Array {
  const q = new Float64Array(n * n);
  const corner = n * n - 1;
  q[corner] = stream.normal() < 0 ? -1 : 1;
  for (let k = n - 2; k >= 0; k--) {
    const column = stream.normals(n - k);
    const norm = Math.hypot(...column);
    // The reflection sends `column` to −sign·norm·e₁; the sign of that entry of R moves into Q's first column.
    const sign = column[0]! < 0 ? -1 : 1;
    q[k * n + k] = -sign;
    column[0]! += sign * norm;
    reflect(q, n, k, column);
  }
  return q;
}

/** Reflects rows and columns from `k` on at the hyperplane orthogonal to `normal`. */
function reflect(q: Float64Array, n: number, k: number, normal: Float64Array): void {
  const square = normal.reduce((sum, value) => sum + value * value, 0);
  const along = new Float64Array(n - k); // normalᵀ Q
  const row = (i: number): Float64Array => q.subarray((k + i) * n + k, (k + i + 1) * n);
  for (let i = 0; i < normal.length; i++) addScaled(along, row(i), normal[i]!);
  for (let i = 0; i < normal.length; i++) addScaled(row(i), along, (-2 * normal[i]!) / square);
}

/** a ← a + scale·b. */
function addScaled(a: Float64Array, b: Float64Array, scale: number): void {
  for (let i = 0; i < a.length; i++) a[i]! += scale * b[i]!;
}
