/** Eigenvalues in falling order; `vectors[i]` is the unit eigenvector of `values[i]`. */
export interface Eigensystem {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

const NEGLIGIBLE = 1e-100; // of the largest entry: far below rounding, and its square is still a number
const MOST_SWEEPS = 60; // QL converges in about two sweeps an eigenvalue

/**
 * Eigensystem of a small dense symmetric matrix, row-major [n, n]: Householder tridiagonalisation and implicit QL
 * (Golub & Van Loan, sections 8.3.1 and 8.3.3). Backward stable: errors of a few units of rounding times ‖A‖.
 */
export function symmetricEigensystem(matrix: Float64Array, n: number): Eigensystem {
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const scale = largest > 0 ? largest : 1; // keeps squares of entries from under- and overflowing
  const { basis, diagonal, offDiagonal } = tridiagonalize(
    matrix.map((entry) => entry / scale),
    n,
  );
  implicitQl(basis, diagonal, offDiagonal, n);
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => diagonal[b]! - diagonal[a]!);
  return {
    values: Float64Array.from(order, (column) => diagonal[column]! * scale),
    vectors: order.map((column) => Float64Array.from({ length: n }, (_, row) => basis[row * n + column]!)),
  };
}

/** A = Q T Qᵀ, overwriting A: `basis` is Q, row-major; offDiagonal[i] = T[i, i+1]. */
function tridiagonalize(a: Float64Array, n: number) {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, a[i * n + k]!);
    let below = 0;
    for (let i = k + 2; i < n; i++) below = Math.max(below, Math.abs(a[i * n + k]!));
    if (below < NEGLIGIBLE) continue;
    const head = a[(k + 1) * n + k]!;
    v.fill(0);
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k]!;
    v[k + 1] = head + (head >= 0 ? norm : -norm);
    let square = 0;
    for (let i = k + 1; i < n; i++) square += v[i]! * v[i]!;
    const beta = 2 / square;
    reflect(a, q, v, p, beta, k, n);
  }
  return {
    basis: q,
    diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!),
    offDiagonal: Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? a[i * n + i + 1]! : 0)),
  };
}

/** A ← HAH and Q ← QH with H = 1 − β v vᵀ; v is zero up to k. */
function reflect(
  a: Float64Array,
  q: Float64Array,
  v: Float64Array,
  p: Float64Array,
  beta: number,
  k: number,
  n: number,
): void {
  let alpha = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += a[i * n + j]! * v[j]!;
    p[i] = beta * sum;
    alpha += v[i]! * p[i]!;
  }
  for (let i = 0; i < n; i++) p[i]! -= 0.5 * beta * alpha * v[i]!;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i * n + j]! -= v[i]! * p[j]! + p[i]! * v[j]!;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += q[i * n + j]! * v[j]!;
    for (let j = k + 1; j < n; j++) q[i * n + j]! -= beta * sum * v[j]!;
  }
}

/** Diagonalises T in place; the columns of q become eigenvectors. */
function implicitQl(q: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      let m = l;
      while (
        m < n - 1 &&
        Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)) + NEGLIGIBLE
      )
        m++;
      if (m === l) break;
      qlSweep(q, d, e, l, m, n);
    }
  }
}

/** One implicitly shifted QL sweep over rows l…m (Wilkinson's shift). */
function qlSweep(q: Float64Array, d: Float64Array, e: Float64Array, l: number, m: number, n: number): void {
  const half = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.hypot(half, 1);
  let g = d[m]! - d[l]! + e[l]! / (half + (half >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i]!;
    const b = cosine * e[i]!;
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= shift;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1]! - shift;
    const t = (d[i]! - g) * sine + 2 * cosine * b;
    shift = sine * t;
    d[i + 1] = g + shift;
    g = cosine * t - b;
    for (let row = 0; row < n; row++) {
      const upper = q[row * n + i + 1]!;
      const lower = q[row * n + i]!;
      q[row * n + i + 1] = sine * lower + cosine * upper;
      q[row * n + i] = cosine * lower - sine * upper;
    }
  }
  d[l]! -= shift;
  e[l] = g;
  e[m] = 0;
}
