import { combine, orthonormalize, project } from './basis.ts';
import { symmetricEigensystem } from './symmetric-eigen.ts';
import { inners, length } from './vector.ts';

/** H·v for each of some vectors of [parameters]; fresh arrays each time. */
export type LinearOperator = (vectors: readonly Float64Array[]) => Promise<Float64Array[]>;

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
  /** Start vectors, at least one; they need not be orthonormal. As many are put into the space at a time. */
  readonly start: readonly Float64Array[];
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
  /** The smallest Ritz value: by Rayleigh's principle no eigenvalue below it is excluded, and one at or below it exists. */
  readonly lowest: number;
}

const LEAST_SHARE = 1e-6; // of the widest eigenvalue: a λ₁ that is nearly zero beside it is known to no smaller residual
const SHADOW_TOLERANCE = 0.05; // of |λ₁|: enough to see who comes next

const MOST_VECTORS = 48; // of the basis before a thick restart: 77 MB at 200,000 parameters
const KEPT_BEYOND = 8; // Ritz vectors kept in a restart besides the wanted ones
const MOST_PRODUCTS = 1000;
const EXHAUSTED = 1e-13; // of ‖Hv‖: what is left of Hv outside the basis is rounding

/**
 * Largest eigenvalues of a symmetric operator with their eigenvectors: thick-restart block Lanczos (Wu & Simon 2000; Golub & Underwood 1977)
 * with full reorthogonalisation in float64. The projected matrix VᵀHV is kept whole, from the same inner products that orthogonalise. Started
 * from the eigenvectors of a neighbouring operator it often ends with their images, by the first Rayleigh–Ritz step.
 * @throws RangeError if the operator returns a value that is not finite.
 */
export async function lanczos(operator: LinearOperator, options: LanczosOptions): Promise<LanczosResult> {
  const dimension = options.start[0]!.length;
  const width = Math.min(options.start.length, dimension);
  const wanted = Math.min(options.count + options.shadow, dimension);
  const capacity = Math.min(dimension, Math.max(MOST_VECTORS, 2 * wanted + KEPT_BEYOND + width));
  const limit = options.limit ?? MOST_PRODUCTS;
  let basis: Float64Array[] = [];
  let projected: number[][] = []; // columns of VᵀHV, upper part
  let block = independent(
    options.start.map((vector) => vector.slice()),
    basis,
    width,
    options.random,
  );
  let starts = block.length;
  for (let products = block.length; ; products += block.length) {
    const images = await operator(block);
    const scales = images.map(length);
    if (!scales.every(Number.isFinite))
      throw new RangeError('The Hessian-vector product has a value that is not finite.');
    const before = basis.length;
    basis.push(...block);
    images.forEach((image, i) => projected.push(project(image, basis).slice(0, before + i + 1)));
    // What is left of the images outside the basis decides the residuals: ‖Hu − λu‖ = ‖Σ sᵢ·leftᵢ‖ over the newest entries of s.
    const size = basis.length;
    const ritz = symmetricEigensystem(square(projected), size);
    const widest = Math.max(...ritz.values.map(Math.abs));
    const negligible = (i: number): number => EXHAUSTED * Math.max(scales[i]!, widest);
    const exhausted = images.every((left, i) => length(left) <= negligible(i));
    const residuals = residualsOf(images, ritz.vectors.slice(0, wanted), before);
    // Each start vector finds one vector of a multiple eigenvalue: take as many as pairs are wanted.
    const enough = size >= wanted && (!exhausted || starts >= options.count);
    const largest = Math.max(Math.abs(ritz.values[0]!), LEAST_SHARE * widest);
    const allowed = (i: number): number =>
      largest * (i < options.count ? options.tolerance : SHADOW_TOLERANCE);
    const good = enough && residuals.every((residual, i) => residual <= allowed(i));
    const complete = size === dimension;
    if (good || complete || products >= limit) {
      const pairs = Array.from({ length: Math.min(wanted, size) }, (_, i) => ({
        value: ritz.values[i]!,
        vector: combine(basis, ritz.vectors[i]!),
        residual: residuals[i]!,
      }));
      return { pairs, products, converged: good || complete, lowest: ritz.values[size - 1]! };
    }
    block = orthonormalize(images, basis, negligible).slice(0, Math.min(dimension - size, limit - products));
    if (block.length === 0) {
      block = independent([], basis, Math.min(width, dimension - size), options.random);
      starts += block.length;
    }
    if (size + block.length > capacity) {
      const kept = Math.min(wanted + KEPT_BEYOND, size - 1);
      basis = ritz.vectors.slice(0, kept).map((vector) => combine(basis, vector));
      projected = Array.from({ length: kept }, (_, j) =>
        Array.from({ length: j + 1 }, (_, i) => (i === j ? ritz.values[j]! : 0)),
      );
    }
  }
}

/** Orthonormal vectors of what is given, filled up to `width` with random directions. */
function independent(
  vectors: readonly Float64Array[],
  basis: readonly Float64Array[],
  width: number,
  random: (count: number) => Float64Array,
): Float64Array[] {
  const dimension = (vectors[0] ?? basis[0])!.length;
  const found: Float64Array[] = [];
  const take = (candidates: readonly Float64Array[]): void => {
    found.push(...orthonormalize(candidates, [...basis, ...found], DEPENDENT_START));
  };
  take(vectors);
  while (found.length < width) take([random(dimension)]);
  return found.slice(0, width);
}

const DEPENDENT_START = (): number => 0; // a zero vector is no direction; one that is nearly dependent is found out after it is scaled

/** ‖Σ sᵢ·leftᵢ‖ of each Ritz vector, sᵢ its entries from `before` on: by the Gram matrix of what is left. */
function residualsOf(
  left: readonly Float64Array[],
  vectors: readonly Float64Array[],
  before: number,
): number[] {
  const gram = left.map((vector) => inners(vector, left));
  return vectors.map((vector) => {
    const entries = vector.subarray(before);
    const square = entries.reduce(
      (sum, a, i) => sum + entries.reduce((row, b, j) => row + a * b * gram[i]![j]!, 0),
      0,
    );
    return Math.sqrt(Math.max(0, square));
  });
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
