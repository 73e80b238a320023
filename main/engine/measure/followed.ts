import type { Eigenvectors } from '../curvature/history.ts';
import type { SearchResult } from '../curvature/search.ts';
import { inner } from '../curvature/vector.ts';

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
  observe(last: Eigenvectors, { pairs }: SearchResult): boolean {
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
