import { plainAlgebra, rows, stack, type Algebra, type Block } from './algebra.ts';
import { Basis } from './basis.ts';
import type { KnownVectors } from './hessian-model.ts';
import { allowedResidual, NOT_FINITE, type SearchResult, type Wanted } from './search.ts';
import { symmetricEigensystem, type Eigensystem } from './symmetric-eigen.ts';
import { length, normalize } from './vector.ts';

/** H·v for each of some vectors of [parameters]; fresh arrays each time. */
export type LinearOperator = (vectors: readonly Float64Array[]) => Promise<Float64Array[]>;

export interface LanczosOptions extends Wanted {
  /** Start vectors, at least one; they need not be orthonormal. As many are put into the space at a time. */
  readonly start: readonly Float64Array[];
  /** Standard normal entries: a new direction where the Krylov space is exhausted before `count` pairs are found. */
  readonly random: (count: number) => Float64Array;
  /** Operator applications at most. */
  readonly limit?: number;
  /** What multiplies long vectors; loops of this process where left out. */
  readonly algebra?: Algebra;
  /** How many of the leading Ritz vectors are returned as `known`. */
  readonly remembered?: number;
}

export interface LanczosResult extends SearchResult {
  readonly lowest: number;
  /** The leading Ritz vectors, however well they are resolved: what a model of the operator may begin from. */
  readonly known: KnownVectors;
}

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
  const algebra = options.algebra ?? plainAlgebra;
  const dimension = options.start[0]!.length;
  const width = Math.min(options.start.length, dimension);
  const wanted = Math.min(options.count + options.shadow, dimension);
  const capacity = Math.min(dimension, Math.max(MOST_VECTORS, 2 * wanted + KEPT_BEYOND + width));
  const limit = options.limit ?? MOST_PRODUCTS;
  const basis = new Basis(algebra, dimension, capacity);
  let projected: Float64Array[] = []; // columns of VᵀHV, upper part
  let block = await independent(options.start, basis, width, options.random);
  let starts = block.count;
  for (let products = block.count; ; products += block.count) {
    const images = await operator(rows(block));
    const scales = images.map(length);
    if (!scales.every(Number.isFinite)) throw new RangeError(NOT_FINITE);
    const before = basis.count;
    basis.add(block);
    const size = basis.count;
    const { parts, left } = await basis.project(stack(images));
    for (let i = 0; i < block.count; i++) projected.push(parts.slice(i * size, i * size + before + i + 1));
    // What is left of the images outside the basis decides the residuals: ‖Hu − λu‖ = ‖Σ sᵢ·leftᵢ‖ over the newest entries of s.
    const gram = await algebra.inner(left, left);
    const ritz = symmetricEigensystem(square(projected), size);
    const widest = Math.max(...ritz.values.map(Math.abs));
    const negligible = (i: number): number => EXHAUSTED * Math.max(scales[i]!, widest);
    const exhausted = scales.every((_, i) => Math.sqrt(gram[i * left.count + i]!) <= negligible(i));
    const residuals = ritz.vectors.slice(0, wanted).map((vector) => lengthOf(vector.subarray(before), gram));
    // Each start vector finds one vector of a multiple eigenvalue: take as many as pairs are wanted.
    const enough = size >= wanted && (!exhausted || starts >= options.count);
    const allowed = allowedResidual(options, ritz.values);
    const good = enough && residuals.every((residual, i) => residual <= allowed(i));
    const complete = size === dimension;
    if (good || complete || products >= limit) {
      const vectors = rows(await basis.combine(ritz.vectors.slice(0, Math.min(wanted, size))));
      vectors.forEach(normalize);
      const pairs = vectors.map((vector, i) => ({
        value: ritz.values[i]!,
        vector: vector.slice(),
        residual: residuals[i]!,
      }));
      return {
        pairs,
        products,
        converged: good || complete,
        lowest: ritz.values[size - 1]!,
        known: await knownVectors(ritz, basis, options.remembered ?? 0),
      };
    }
    block = first(await basis.orthonormal(left, negligible), Math.min(dimension - size, limit - products));
    if (block.count === 0) {
      block = await independent([], basis, Math.min(width, dimension - size), options.random);
      starts += block.count;
    }
    if (size + block.count > capacity) {
      const kept = Math.min(wanted + KEPT_BEYOND, size - 1);
      await basis.replace(ritz.vectors.slice(0, kept));
      projected = Array.from({ length: kept }, (_, j) => {
        const column = new Float64Array(j + 1);
        column[j] = ritz.values[j]!;
        return column;
      });
    }
  }
}

async function knownVectors(
  { values, vectors }: Eigensystem,
  basis: Basis,
  remembered: number,
): Promise<KnownVectors> {
  const count = Math.min(remembered, basis.count);
  if (count === 0) return { vectors: [], values: [] };
  return {
    vectors: rows(await basis.combine(vectors.slice(0, count))),
    values: [...values.subarray(0, count)],
  };
}

/** Orthonormal directions of what is given, filled up to `width` with random ones, outside a basis. */
async function independent(
  vectors: readonly Float64Array[],
  basis: Basis,
  width: number,
  random: (count: number) => Float64Array,
): Promise<Block> {
  let begun: Block | null = null;
  if (vectors.length > 0) {
    const block = stack(vectors);
    // With the projection that follows it is taken out twice, which is enough for orthogonality to rounding.
    const outside = basis.count > 0 ? (await basis.project(block)).left : block;
    begun = await basis.orthonormal(outside, NO_DIRECTION);
    if (begun.count >= width) return first(begun, width);
  }
  const more = Array.from({ length: width - (begun?.count ?? 0) }, () => random(basis.length));
  return independent([...(begun ? rows(begun) : []), ...more], basis, width, random);
}

const NO_DIRECTION = (): number => 0; // a zero vector

/** The first vectors of a block. */
function first({ data, count }: Block, most: number): Block {
  return count <= most ? { data, count } : { data: data.slice(0, (data.length / count) * most), count: most };
}

/** ‖Σ sᵢ·leftᵢ‖ from the inner products of what is left. */
function lengthOf(weights: Float64Array, gram: Float64Array): number {
  const n = weights.length;
  const square = weights.reduce(
    (sum, a, i) => sum + weights.reduce((row, b, j) => row + a * b * gram[i * n + j]!, 0),
    0,
  );
  return Math.sqrt(Math.max(0, square));
}

/** The symmetric matrix whose upper columns are given, row-major. */
function square(columns: readonly Float64Array[]): Float64Array {
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
