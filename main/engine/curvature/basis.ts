import type { Numbers } from '../numbers.ts';
import type { Algebra, Block } from './algebra.ts';
import { NOT_FINITE } from './search.ts';
import { symmetricEigensystem } from './symmetric-eigen.ts';
import { inner } from './vector.ts';

const DEPENDENT = 90; // times the unit rounding, of a direction's share of scaled vectors, squared: what is left of it is mostly rounding
const SCALED_DOWN = 0.1; // of that share: below it what was taken out before comes up again, enlarged
const LEAST_AGAIN = 1; // times the root of the unit rounding, of a unit vector: what is left of it outside the basis is rounding
const MOST_PASSES = 4;
const NOTHING = new Float64Array(0);

const LEAST_ROOM = 8; // vectors: the first look and one more of most searches

/** Orthonormal vectors in one piece of memory, to which more are added. */
export class Basis<N extends Numbers = Float64Array> {
  readonly #algebra: Algebra<N>;
  readonly #length: number;
  readonly #capacity: number;
  /** Of some vectors; it grows: most searches end with few. */
  #data: N;
  #count = 0;

  /** @param capacity the most vectors it will hold */
  constructor(algebra: Algebra<N>, length: number, capacity: number) {
    this.#algebra = algebra;
    this.#length = length;
    this.#capacity = capacity;
    this.#data = algebra.zeros(0);
  }

  /** Numbers of a vector. */
  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#count === this.#capacity;
  }

  get count(): number {
    return this.#count;
  }

  /** Forgets its vectors; the memory is used again. */
  clear(): void {
    this.#count = 0;
  }

  /** Adds vectors that are orthonormal to it and to each other. */
  add(block: Block<N>): void {
    const count = this.#count + block.count;
    if (count * this.#length > this.#data.length) {
      const room = Math.min(Math.max(2 * count, LEAST_ROOM), this.#capacity);
      const data = this.#algebra.zeros(room * this.#length);
      data.set(this.#block.data);
      this.#data = data;
    }
    this.#data.set(block.data, this.#count * this.#length);
    this.#count = count;
  }

  /** Takes out of a block what lies along the basis. @returns the inner products, row-major [count of the block, count], and what is left */
  project(block: Block<N>): ReturnType<Algebra<N>['project']> {
    return this.#algebra.project(block, this.#block);
  }

  /**
   * Adds what vectors have outside of it.
   * @param negligible share of a vector's length that is rounding
   * @returns the coordinates of each vector, of which there are then `count`
   * @throws RangeError if a vector has a value that is not finite
   */
  async absorb(block: Block<N>, negligible: number): Promise<Float64Array[]> {
    const before = this.#count;
    const { parts, left, gram } =
      before > 0
        ? await this.#algebra.separate(block, this.#block)
        : { parts: NOTHING, left: block, gram: await this.#algebra.inner(block, block) };
    const along = Array.from({ length: block.count }, (_, i) => parts.subarray(i * before, (i + 1) * before));
    if (!parts.every(Number.isFinite) || !gram.every(Number.isFinite)) throw new RangeError(NOT_FINITE);
    const least = along.map(
      (each, i) => negligible * Math.sqrt(inner(each, each) + gram[i * block.count + i]!),
    );
    const beyond = await this.#add(left, gram, least, MOST_PASSES);
    return along.map((each, i) => {
      const coordinates = new Float64Array(this.#count);
      coordinates.set(each);
      coordinates.set(beyond[i]!, before);
      return coordinates;
    });
  }

  /**
   * Adds the directions of vectors that are orthogonal to it, but for those no longer than their `least`. What they lack of the strong
   * directions is looked at once more on its own: beside them it is rounding.
   * @returns the coordinates of each vector on what was added
   */
  async #add(
    left: Block<N>,
    gram: Float64Array,
    least: readonly number[],
    passes: number,
  ): Promise<readonly Float64Array[]> {
    const { weights, weakest, used } = directions(gram, left.count, {
      least: (i) => least[i]!,
      dependent: DEPENDENT * this.#algebra.rounding,
    });
    if (weights.length === 0) return least.map(() => NOTHING);
    let added = await this.#algebra.combine(weights, left);
    if (weakest <= SCALED_DOWN || passes < MOST_PASSES)
      added = await this.orthonormal(added, () => LEAST_AGAIN * Math.sqrt(this.#algebra.rounding));
    if (added.count === 0) return least.map(() => NOTHING);
    const parts = await this.#algebra.inner(left, added);
    const isWhole = added.count === used || passes === 1;
    const rest = isWhole ? null : (await this.#algebra.project(left, added)).left;
    this.add(added);
    const more = rest ? await this.#add(rest, await this.#algebra.inner(rest, rest), least, passes - 1) : [];
    return least.map((_, i) =>
      Float64Array.of(...parts.subarray(i * added.count, (i + 1) * added.count), ...(more[i] ?? [])),
    );
  }

  /** Σ weightsᵢ·basisᵢ of each vector of weights. */
  combine(weights: readonly Float64Array[]): Promise<Block<N>> {
    const all = new Float64Array(weights.length * this.#count);
    weights.forEach((row, i) => all.set(row, i * this.#count));
    return this.#algebra.combine(all, this.#block);
  }

  /** The basis becomes these combinations of itself. @param weights orthonormal, of `count` numbers each */
  async replace(weights: readonly Float64Array[]): Promise<void> {
    const kept = await this.combine(weights);
    this.#count = 0;
    this.add(kept);
  }

  /**
   * An orthonormal basis of what a block adds to this basis: its directions after projection, the strongest first (Stathopoulos & Wu 2002).
   * Vectors whose length falls to their `least` or below have nothing to add, nor have those that depend on the others.
   */
  async orthonormal(block: Block<N>, least: (i: number) => number): Promise<Block<N>> {
    let [found, allowed] = [block, least];
    for (let pass = 1; found.count > 0; pass++) {
      const left = this.#count > 0 ? (await this.project(found)).left : found;
      const { weights, weakest } = directions(await this.#algebra.inner(left, left), left.count, {
        least: allowed,
        dependent: DEPENDENT * this.#algebra.rounding,
      });
      if (weights.length === 0) return this.#nothing;
      found = await this.#algebra.combine(weights, left);
      if (weakest > SCALED_DOWN || pass === MOST_PASSES) break;
      allowed = () => LEAST_AGAIN * Math.sqrt(this.#algebra.rounding);
    }
    return found;
  }

  get #nothing(): Block<N> {
    return { data: this.#algebra.zeros(0), count: 0 };
  }

  get #block(): Block<N> {
    return { data: this.#data.subarray(0, this.#count * this.#length) as N, count: this.#count };
  }
}

/**
 * What makes vectors orthonormal, from their inner products.
 * @returns weights row-major [directions, count], strongest first, the weakest direction's share of the vectors scaled to length 1, squared, and how
 * many vectors were longer than their `least`
 */
function directions(
  gram: Float64Array,
  count: number,
  { least, dependent }: { readonly least: (i: number) => number; readonly dependent: number },
): { readonly weights: Float64Array; readonly weakest: number; readonly used: number } {
  const lengths = Array.from({ length: count }, (_, i) => Math.sqrt(Math.max(0, gram[i * count + i]!)));
  const used = lengths.map((_, i) => i).filter((i) => lengths[i]! > least(i));
  const size = used.length;
  const scaled = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [used[Math.floor(at / size)]!, used[at % size]!];
    return gram[i * count + j]! / (lengths[i]! * lengths[j]!);
  });
  const { values, vectors } = symmetricEigensystem(scaled, size);
  const strong = vectors.filter((_, i) => values[i]! > dependent);
  const weights = new Float64Array(strong.length * count);
  strong.forEach((vector, direction) =>
    used.forEach((i, at) => {
      weights[direction * count + i] = vector[at]! / (lengths[i]! * Math.sqrt(values[direction]!));
    }),
  );
  return { weights, weakest: values[strong.length - 1] ?? 0, used: size };
}
