import { accumulate, inners } from './vector.ts';

/** Eigenvectors of one measurement, largest eigenvalue first. */
export type Eigenvectors = readonly Float64Array[];

type InnerProducts = readonly (readonly number[])[];

const REMEMBERED = 5; // measurements
const MOST_NUMBERS = 1 << 17; // of one measurement: beyond it only the last is remembered, since checkpoints hold what is

/**
 * How the next eigenvectors may follow from those before: weights of the measurements, newest first. Iterates of a period-two oscillation lie on
 * two sides of a ravine in turn: there the last but one measurement tells more than the last.
 */
const guesses: readonly (readonly number[])[] = [
  [1], // as the last
  [2, -1], // on along the line through the last two
  [0, 1], // as the last but one
  [0, 2, 0, -1], // on along the line of that side
];

/** The eigenvectors of the last measurements, and what they make one expect of the next. */
export class EigenvectorHistory {
  #sets: readonly Eigenvectors[] = [];
  /** Of the i-th eigenvectors: the inner products of those remembered with each other. */
  #products: readonly InnerProducts[] = [];

  /** Newest first. */
  get sets(): readonly Eigenvectors[] {
    return this.#sets;
  }

  set sets(sets: readonly Eigenvectors[]) {
    [this.#sets, this.#products] = [[], []];
    for (const set of sets.toReversed()) this.add(set);
  }

  /** Those of the last measurement; empty before the first. */
  get last(): Eigenvectors {
    return this.#sets[0] ?? [];
  }

  /** @param vectors signed like the last ones */
  add(vectors: Eigenvectors): void {
    const numbers = vectors.reduce((sum, { length }) => sum + length, 0);
    const sets = [vectors, ...this.#sets].slice(0, numbers > MOST_NUMBERS ? 1 : REMEMBERED);
    this.#products = vectors.map((vector, i) => {
      const newest = inners(
        vector,
        sets.map((set) => set[i] ?? new Float64Array(vector.length)),
      );
      const before = this.#products[i] ?? [];
      return newest.map((product, age) => (age === 0 ? newest : [product, ...(before[age - 1] ?? [])]));
    });
    this.#sets = sets;
  }

  /**
   * What the guess gives that would have been nearest to the last eigenvectors, from those before. Null where that is to stay as they are, or too
   * few are known to tell.
   */
  get extrapolated(): Eigenvectors | null {
    let [best, least] = [guesses[0]!, Infinity];
    for (const weights of guesses) {
      if (weights.length >= this.#sets.length) continue;
      const error = this.#products.reduce(
        (sum, products, i) => sum + (this.#isKnown(i, weights.length) ? squaredError(weights, products) : 0),
        0,
      );
      if (error < least) [best, least] = [weights, error];
    }
    if (best === guesses[0]) return null;
    return this.last.map((vector, i) => {
      // One that was not among those followed before is expected to stay.
      if (!this.#isKnown(i, best.length - 1)) return vector;
      const sum = new Float64Array(vector.length);
      best.forEach((weight, age) => {
        if (weight !== 0) accumulate(sum, weight, this.#sets[age]![i]!);
      });
      return sum;
    });
  }

  /** Whether an i-th eigenvector was followed in the last measurement and in so many before it. */
  #isKnown(i: number, before: number): boolean {
    return this.#sets.slice(0, before + 1).every((set) => set[i] !== undefined);
  }
}

/** ‖Σ weightsₐ·vₐ₊₁ − v₀‖²: how far the guess made one measurement ago was off, from the inner products of the v. */
function squaredError(weights: readonly number[], products: InnerProducts): number {
  const all = [-1, ...weights];
  return all.reduce((sum, a, i) => sum + all.reduce((row, b, j) => row + a * b * products[i]![j]!, 0), 0);
}
