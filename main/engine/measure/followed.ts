import type { Eigenvectors } from '../curvature/history.ts';
import type { LanczosResult } from '../curvature/lanczos.ts';
import { inner } from '../curvature/vector.ts';

const GROWN_AT = 0.75; // of the edge: every eigenvalue above it is followed
const LET_GO_AT = 0.5; // of the edge: below it one that was followed beyond those asked for is let go
const MOST_BEYOND = 7; // eigenpairs followed beyond those asked for

/** How many eigenpairs are followed: those asked for, and all others near the edge. */
export class FollowedCount {
  readonly #asked: number;
  readonly #most: number;
  value: number;

  constructor(asked: number, parameters: number) {
    this.#asked = asked;
    this.#most = Math.max(asked, Math.min(parameters, asked + MOST_BEYOND));
    this.value = asked;
  }

  /** Looks at the pairs of a measurement, with the shadow of the one that comes next, and the edge there. */
  observe({ pairs }: LanczosResult, edge: number): void {
    const above = (share: number): number => pairs.filter(({ value }) => value > share * edge).length;
    const near = above(GROWN_AT);
    // Where even the shadow is near, more may be.
    const wanted = near === pairs.length ? 2 * near : Math.max(near, Math.min(this.value, above(LET_GO_AT)));
    this.value = Math.min(this.#most, Math.max(this.#asked, wanted));
  }
}

const SAME = 0.5; // overlap from which a vector continues another

/** Which of the present eigenpairs continues each that was followed from the start: curves of eigenvectors, where ranks swap. */
export class FollowedVectors {
  /** Place in the last measurement of each followed eigenvector. */
  places: readonly number[];

  constructor(count: number) {
    this.places = Array.from({ length: count }, (_, i) => i);
  }

  /**
   * @param last the eigenvectors of the last measurement
   * @returns whether an eigenvector has overtaken another
   */
  observe(last: Eigenvectors, { pairs }: LanczosResult): boolean {
    const free = new Set(pairs.keys());
    const take = (place: number): number => {
      free.delete(place);
      return place;
    };
    const continued = this.places.map((place) => {
      const before = last[place];
      if (!before) return null;
      const overlaps = [...free].map((at) => [at, Math.abs(inner(before, pairs[at]!.vector))] as const);
      const [at, overlap] = overlaps.reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0] as const);
      return overlap > SAME ? take(at) : null;
    });
    // One that turned away begins anew as the largest that no other continues.
    const places = continued.map((place) => place ?? take(Math.min(...free, pairs.length - 1)));
    const swapped = continued.some((a, i) =>
      continued.some(
        (b, j) =>
          a !== null && b !== null && Math.sign(a - b) !== Math.sign(this.places[i]! - this.places[j]!),
      ),
    );
    this.places = places;
    return swapped;
  }
}
