import { symmetricEigensystem } from './symmetric-eigen.ts';
import { accumulate, inner, length, normalize } from './vector.ts';

/** H·v for a vector v of [parameters]; a fresh array each time. */
export type LinearOperator = (vector: Float64Array) => Promise<Float64Array>;

/** A leading eigenpair as far as Lanczos resolved it. */
export interface Eigenpair {
  readonly value: number;
  /** Unit vector. */
  readonly vector: Float64Array;
  /** ‖Hu − λu‖. */
  readonly residual: number;
}

export interface LanczosOptions {
  /** How many of the algebraically largest eigenvalues; at most the dimension. */
  readonly count: number;
  /** Stops when every wanted pair's residual is at most tolerance·|λ₁| (or of 1e-6 of the widest eigenvalue, if that is more). */
  readonly tolerance: number;
  /** Pairs after the wanted ones that are returned too, resolved to SHADOW_TOLERANCE: one of them may overtake by the next call. */
  readonly shadow: number;
  /** Start vector; need not be normalised. */
  readonly start: Float64Array;
  /** Standard normal entries: a new direction where the Krylov space is exhausted before `count` pairs are found. */
  readonly random: (count: number) => Float64Array;
  /** Operator applications at most. */
  readonly limit?: number;
}

export interface LanczosResult {
  /** Falling by value; `count` + `shadow` of them, or fewer where the dimension is smaller. */
  readonly pairs: readonly Eigenpair[];
  /** Operator applications. */
  readonly products: number;
  /** Whether the wanted pairs reached the tolerance. */
  readonly converged: boolean;
}

const LEAST_SHARE = 1e-6; // of the widest eigenvalue: a λ₁ that is nearly zero beside it is known to no smaller residual
const SHADOW_TOLERANCE = 0.05; // of |λ₁|: enough to see who comes next

const MOST_VECTORS = 48; // of the basis before a thick restart: 77 MB at 200,000 parameters
const KEPT_BEYOND = 8; // Ritz vectors kept in a restart besides the wanted ones
const MOST_PRODUCTS = 1000;
const EXHAUSTED = 1e-13; // of ‖Hv‖: what is left of Hv outside the basis is rounding

/**
 * Largest eigenvalues of a symmetric operator with their eigenvectors: thick-restart Lanczos (Wu & Simon 2000) with full
 * reorthogonalisation in float64. The projected matrix VᵀHV is kept whole, from the same inner products that orthogonalise.
 * @throws RangeError if the operator returns a value that is not finite.
 */
export async function lanczos(operator: LinearOperator, options: LanczosOptions): Promise<LanczosResult> {
  const dimension = options.start.length;
  const wanted = Math.min(options.count + options.shadow, dimension);
  const capacity = Math.min(dimension, Math.max(MOST_VECTORS, 2 * wanted + KEPT_BEYOND));
  const limit = options.limit ?? MOST_PRODUCTS;
  let basis: Float64Array[] = [unit(options.start, [], options)];
  let projected: number[][] = []; // columns of VᵀHV, upper part
  let exhaustions = 0;
  for (let products = 1; ; products++) {
    const newest = basis.at(-1)!;
    const image = await operator(newest);
    const scale = length(image);
    if (!Number.isFinite(scale))
      throw new RangeError('The Hessian-vector product has a value that is not finite.');
    projected.push(orthogonalize(image, basis));
    const left = normalize(image);
    const exhausted =
      left <= EXHAUSTED * Math.max(scale, ...projected.map((column) => Math.abs(column.at(-1)!)));
    if (exhausted) exhaustions++;
    const size = basis.length;
    const ritz = symmetricEigensystem(square(projected), size);
    const border = exhausted ? 0 : left;
    const residuals = ritz.vectors.map((vector) => border * Math.abs(vector[size - 1]!));
    // Each exhausted Krylov space holds one vector of a multiple eigenvalue: look into as many as pairs are wanted.
    const enough = size >= wanted && (!exhausted || exhaustions >= options.count);
    const widest = Math.max(...ritz.values.map(Math.abs));
    const largest = Math.max(Math.abs(ritz.values[0]!), LEAST_SHARE * widest);
    const good =
      enough &&
      residuals
        .slice(0, wanted)
        .every(
          (residual, i) => residual <= largest * (i < options.count ? options.tolerance : SHADOW_TOLERANCE),
        );
    const complete = size === dimension;
    if (good || complete || products >= limit) {
      const pairs = Array.from({ length: Math.min(wanted, size) }, (_, i) => ({
        value: ritz.values[i]!,
        vector: combine(basis, ritz.vectors[i]!),
        residual: residuals[i]!,
      }));
      return { pairs, products, converged: good || complete };
    }
    const next = exhausted ? unit(options.random(dimension), basis, options) : image;
    if (size === capacity) {
      const kept = Math.min(wanted + KEPT_BEYOND, size - 1);
      basis = ritz.vectors.slice(0, kept).map((vector) => combine(basis, vector));
      projected = Array.from({ length: kept }, (_, j) =>
        Array.from({ length: j + 1 }, (_, i) => (i === j ? ritz.values[j]! : 0)),
      );
    }
    basis.push(next);
  }
}

/** Takes the parts along the basis out of `image`, twice for orthogonality to rounding. @returns the inner products with the basis. */
function orthogonalize(image: Float64Array, basis: readonly Float64Array[]): number[] {
  const products = basis.map(() => 0);
  for (let pass = 0; pass < 2; pass++) {
    basis.forEach((vector, i) => {
      const part = inner(image, vector);
      accumulate(image, -part, vector);
      products[i]! += part;
    });
  }
  return products;
}

/** A unit vector orthogonal to the basis, from `vector` or, where that has no part outside the basis, from a random one. */
function unit(vector: Float64Array, basis: readonly Float64Array[], options: LanczosOptions): Float64Array {
  let candidate: Float64Array = Float64Array.from(vector);
  for (;;) {
    normalize(candidate);
    orthogonalize(candidate, basis);
    if (normalize(candidate) > 1e-8) return candidate;
    candidate = options.random(vector.length);
  }
}

/** The symmetric matrix whose upper columns are given, row-major. */
function square(columns: readonly number[][]): Float64Array {
  const n = columns.length;
  const matrix = new Float64Array(n * n);
  columns.forEach((column, j) =>
    column.forEach((value, i) => {
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }),
  );
  return matrix;
}

/** Σ weights_i basis_i, normalised. */
function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0]!.length);
  basis.forEach((vector, i) => accumulate(sum, weights[i]!, vector));
  normalize(sum);
  return sum;
}
