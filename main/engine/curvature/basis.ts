import { accumulateAll, inners, normalize } from './vector.ts';

const DEPENDENT = 1e-8; // of a unit vector: what is left of it outside the others is mostly rounding

/** Takes the parts along orthonormal vectors out of `vector`. @returns the inner products with them */
export function project(vector: Float64Array, basis: readonly Float64Array[]): number[] {
  const parts = inners(vector, basis);
  accumulateAll(
    vector,
    parts.map((part) => -part),
    basis,
  );
  return parts;
}

/**
 * Vectors made orthonormal to a basis and to each other, in place: each projected twice, which is enough for orthogonality to rounding. Those
 * whose length falls to their `least` or below have nothing to add and are left out.
 */
export function orthonormalize(
  vectors: readonly Float64Array[],
  basis: readonly Float64Array[],
  least: (i: number) => number,
): Float64Array[] {
  const found: Float64Array[] = [];
  vectors.forEach((vector, i) => {
    project(vector, basis);
    project(vector, found);
    if (normalize(vector) <= least(i)) return;
    // A vector that was nearly dependent carries the rounding of what was taken out, enlarged.
    project(vector, basis);
    project(vector, found);
    if (normalize(vector) > DEPENDENT) found.push(vector);
  });
  return found;
}

/** Σ weightsᵢ basisᵢ, normalised. */
export function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0]!.length);
  accumulateAll(sum, weights, basis);
  normalize(sum);
  return sum;
}
