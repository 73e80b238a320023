import type { Numbers } from '../numbers.ts';
import { accumulateAll, inners } from './vector.ts';

/** Some vectors of one length, one after the other: row-major [count, length]. */
export interface Block<N extends Numbers = Float64Array> {
  readonly data: N;
  readonly count: number;
}

/**
 * Products of blocks of long vectors: nearly all that a search for eigenvalues does beside products with the Hessian. Inner products and weights are
 * float64 whatever the vectors are.
 */
export interface Algebra<N extends Numbers = Float64Array> {
  /** What is rounding in a product, relative. */
  readonly rounding: number;
  /** Zeros. */
  zeros(length: number): N;
  /** A·Bᵀ, row-major [count of A, count of B]. */
  inner(a: Block<N>, b: Block<N>): Promise<Float64Array>;
  /**
   * Takes out of A what lies along orthonormal vectors.
   * @returns parts = A·Bᵀ and left = A − parts·B, a fresh block
   */
  project(a: Block<N>, basis: Block<N>): Promise<{ readonly parts: Float64Array; readonly left: Block<N> }>;
  /**
   * As `project`, twice, which is enough for orthogonality to rounding: parts and left are those of both together.
   * @returns also gram = left·leftᵀ, row-major [count of A, count of A]
   */
  separate(
    a: Block<N>,
    basis: Block<N>,
  ): Promise<{ readonly parts: Float64Array; readonly left: Block<N>; readonly gram: Float64Array }>;
  /** weights·B, a fresh block. @param weights row-major [count, count of B] */
  combine(weights: Float64Array, b: Block<N>): Promise<Block<N>>;
}

/** Unit rounding. */
export const ROUNDING = { float64: 2 ** -53, float32: 2 ** -24 } as const;

/** The vectors of a block, which share its memory. */
export function rows<N extends Numbers>({ data, count }: Block<N>): N[] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => data.subarray(i * length, (i + 1) * length) as N);
}

/** Vectors of one length, copied into a block. */
export function stack(vectors: readonly Float64Array[]): Block {
  const length = vectors[0]?.length ?? 0;
  const data = new Float64Array(vectors.length * length);
  vectors.forEach((vector, i) => data.set(vector, i * length));
  return { data, count: vectors.length };
}

/** In loops of this process: for vectors so short that a call of a library takes longer. */
export const plainAlgebra: Algebra = {
  rounding: ROUNDING.float64,
  zeros: (length) => new Float64Array(length),
  inner: (a, b) => Promise.resolve(innerProducts(a, b)),

  project(a, basis) {
    const parts = innerProducts(a, basis);
    const left = { data: a.data.slice(), count: a.count };
    const vectors = rows(basis);
    rows(left).forEach((row, i) => {
      const own = parts.subarray(i * basis.count, (i + 1) * basis.count);
      accumulateAll(
        row,
        own.map((part) => -part),
        vectors,
      );
    });
    return Promise.resolve({ parts, left });
  },

  async separate(a, basis) {
    const once = await plainAlgebra.project(a, basis);
    const { parts, left } = await plainAlgebra.project(once.left, basis);
    return { parts: parts.map((part, i) => part + once.parts[i]!), left, gram: innerProducts(left, left) };
  },

  combine(weights, b) {
    const vectors = rows(b);
    const count = weights.length / b.count;
    const data = new Float64Array(count * (b.data.length / b.count));
    const combined = { data, count };
    rows(combined).forEach((row, i) =>
      accumulateAll(row, weights.subarray(i * b.count, (i + 1) * b.count), vectors),
    );
    return Promise.resolve(combined);
  },
};

function innerProducts(a: Block, b: Block): Float64Array {
  const vectors = rows(b);
  return Float64Array.from(rows(a).flatMap((row) => inners(row, vectors)));
}
