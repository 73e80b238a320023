const TOGETHER = 4; // vectors that one pass over another takes along: its numbers are read once for all of them

/** a·b. */
export function inner(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  // Four sums that do not wait for each other.
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}

/** a·b for each b; each the same bit for bit whatever others are beside it. */
export function inners(a: Float64Array, vectors: readonly Float64Array[]): number[] {
  const products: number[] = [];
  for (let first = 0; first < vectors.length; first += TOGETHER) {
    const [p, q, r, s] = vectors.slice(first, first + TOGETHER);
    if (!p || !q || !r || !s) {
      for (const vector of vectors.slice(first)) products.push(inOrder(a, vector));
      break;
    }
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      const x = a[i]!;
      s0 += x * p[i]!;
      s1 += x * q[i]!;
      s2 += x * r[i]!;
      s3 += x * s[i]!;
    }
    products.push(s0, s1, s2, s3);
  }
  return products;
}

/** a·b, summed from the first element to the last. */
function inOrder(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** ‖a‖. */
export function length(a: Float64Array): number {
  return Math.sqrt(inner(a, a));
}

/** y ← y + αx. */
export function accumulate(y: Float64Array, alpha: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += alpha * x[i]!;
}

/** y ← y + Σ αᵢxᵢ. */
export function accumulateAll(
  y: Float64Array,
  weights: ArrayLike<number>,
  vectors: readonly Float64Array[],
): void {
  for (let first = 0; first < vectors.length; first += TOGETHER) {
    const [p, q, r, s] = vectors.slice(first, first + TOGETHER);
    if (!p || !q || !r || !s) {
      vectors.slice(first).forEach((vector, i) => accumulate(y, weights[first + i]!, vector));
      break;
    }
    const [a, b, c, d] = [weights[first]!, weights[first + 1]!, weights[first + 2]!, weights[first + 3]!];
    for (let i = 0; i < y.length; i++) y[i]! += a * p[i]! + b * q[i]! + (c * r[i]! + d * s[i]!);
  }
}

/** a − b. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i]! - b[i]!;
  return result;
}

/** Scales to length 1. @returns the length before; a zero vector stays. */
export function normalize(a: Float64Array): number {
  const before = length(a);
  if (before > 0) for (let i = 0; i < a.length; i++) a[i]! /= before;
  return before;
}

/** cos∠(a, b); 0 where one of them vanishes. */
export function cosine(a: Float64Array, b: Float64Array): number {
  const scale = length(a) * length(b);
  return scale > 0 ? inner(a, b) / scale : 0;
}
