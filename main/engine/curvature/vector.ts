/** a·b. */
export function inner(a: Float64Array, b: Float64Array): number {
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

/** a − b. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

/** Scales to length 1. @returns the length before; a zero vector stays. */
export function normalize(a: Float64Array): number {
  const before = length(a);
  if (before > 0) for (let i = 0; i < a.length; i++) a[i]! /= before;
  return before;
}

/** |cos∠(a, b)|; 0 where one of them vanishes. */
export function alignment(a: Float64Array, b: Float64Array): number {
  const scale = length(a) * length(b);
  return scale > 0 ? Math.abs(inner(a, b)) / scale : 0;
}
