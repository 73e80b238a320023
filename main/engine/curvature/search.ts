/** An eigenpair as far as a search resolved it. */
export interface Eigenpair {
  readonly value: number;
  /** Unit vector. */
  readonly vector: Float64Array;
  /** ‖Hu − λu‖. */
  readonly residual: number;
}

/** Which pairs are looked for, and how well. */
export interface Wanted {
  /** How many of the algebraically largest eigenvalues; at most the dimension. */
  readonly count: number;
  /** Pairs after those that are returned too, resolved to SHADOW_TOLERANCE: one of them may overtake by the next call. */
  readonly shadow: number;
  /** It ends when every pair of the `count` has a residual of at most tolerance·|λ₁| (or of 1e-6 of the widest eigenvalue, if that is more). */
  readonly tolerance: number;
}

/** What a search for leading eigenpairs found. */
export interface SearchResult {
  /** Falling by value; `count` + `shadow` of them, or fewer where the dimension is smaller. */
  readonly pairs: readonly Eigenpair[];
  /** Operator applications. */
  readonly products: number;
  /** Whether the wanted pairs reached the tolerance. */
  readonly converged: boolean;
  /** The smallest Ritz value: an eigenvalue at or below it exists. Null where the search did not look away from the largest. */
  readonly lowest: number | null;
}

/** What is told of an image that is not finite. */
export const NOT_FINITE = 'The Hessian-vector product has a value that is not finite.';

const LEAST_SHARE = 1e-6; // of the widest eigenvalue: a λ₁ that is nearly zero beside it is known to no smaller residual
const SHADOW_TOLERANCE = 0.05; // of |λ₁|: enough to see who comes next

/** The residual with which the i-th pair is good enough. @param values Ritz values, largest first */
export function allowedResidual({ count, tolerance }: Wanted, values: Float64Array): (i: number) => number {
  const widest = Math.max(...values.map(Math.abs));
  const largest = Math.max(Math.abs(values[0]!), LEAST_SHARE * widest);
  return (i) => largest * (i < count ? tolerance : Math.max(tolerance, SHADOW_TOLERANCE));
}
