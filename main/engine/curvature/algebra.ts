import { accumulateAll, inners } from './vector.ts';

/** Some vectors of one length, one after the other: row-major [count, length]. */
export interface Block {
  readonly data: Float64Array;
  readonly count: number;
}

/** Products of blocks of long vectors, in float64: nearly all that a Lanczos iteration does beside products with the Hessian. */
export interface Algebra {
  /** A·Bᵀ, row-major [count of A, count of B]. */
  inner(a: Block, b: Block): Promise<Float64Array>;
  /**
   * Takes out of A what lies along orthonormal vectors.
   * @returns parts = A·Bᵀ and left = A − parts·B, a fresh block
   */
  project(a: Block, basis: Block): Promise<{ readonly parts: Float64Array; readonly left: Block }>;
  /** weights·B, a fresh block. @param weights row-major [count, count of B] */
  combine(weights: Float64Array, b: Block): Promise<Block>;
}

/** The vectors of a block, which share its memory. */
export function rows({ data, count }: Block): Float64Array[] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, i) => data.subarray(i * length, (i + 1) * length));
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
