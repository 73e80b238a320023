import { inner } from './vector.ts';

/** Eigenvectors of one measurement, largest eigenvalue first. */
export type Eigenvectors = readonly Float64Array[];

const REMEMBERED = 5; // measurements
const MOST_NUMBERS = 1 << 17; // of one measurement: beyond it only the last is remembered, since checkpoints hold what is

/**
 * How the next eigenvectors may follow from those before, newest first. Iterates of a period-two oscillation lie on two sides of a ravine in
 * turn: there the last but one measurement tells more than the last.
 */
const guesses: readonly ((before: readonly Eigenvectors[]) => Eigenvectors | undefined)[] = [
  ([last]) => last,
  ([last, second]) => onwards(second, last),
  ([, second]) => second,
  ([, second, , fourth]) => onwards(fourth, second),
];

/** The eigenvectors of the last measurements, and what they make one expect of the next. */
export class EigenvectorHistory {
  #sets: readonly Eigenvectors[] = [];

  /** Newest first. */
  get sets(): readonly Eigenvectors[] {
    return this.#sets;
  }

  set sets(sets: readonly Eigenvectors[]) {
    this.#sets = sets;
  }

  /** Those of the last measurement; empty before the first. */
  get last(): Eigenvectors {
    return this.#sets[0] ?? [];
  }

  add(vectors: Eigenvectors): void {
    const numbers = vectors.reduce((sum, { length }) => sum + length, 0);
    this.#sets = [vectors, ...this.#sets].slice(0, numbers > MOST_NUMBERS ? 1 : REMEMBERED);
  }

  /** The guess that would have been nearest to the last eigenvectors; the last ones themselves while too few are known to tell. */
  expected(): Eigenvectors {
    const [last, ...before] = this.#sets;
    if (!last) return [];
    let best: { readonly guess: Eigenvectors; readonly error: number } = { guess: last, error: Infinity };
    for (const guessed of guesses) {
      const [guess, earlier] = [guessed(this.#sets), guessed(before)];
      const error = earlier ? distance(earlier, last) : Infinity;
      if (guess && error < best.error) best = { guess, error };
    }
    return best.guess;
  }
}

/** As far beyond `to` as that is from `from`. */
function onwards(from: Eigenvectors | undefined, to: Eigenvectors | undefined): Eigenvectors | undefined {
  if (from?.length !== to?.length) return undefined;
  return to?.map((vector, i) => {
    const start = from?.[i] ?? vector;
    const sign = inner(vector, start) < 0 ? -1 : 1;
    return vector.map((value, j) => 2 * value - sign * start[j]!);
  });
}

/** Σ‖aᵢ ∓ bᵢ‖², each with the sign that makes it smaller. */
function distance(a: Eigenvectors, b: Eigenvectors): number {
  return a.reduce((sum, vector, i) => {
    const other = b[i];
    if (!other) return Infinity;
    return sum + inner(vector, vector) + inner(other, other) - 2 * Math.abs(inner(vector, other));
  }, 0);
}
