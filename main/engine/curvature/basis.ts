import { rows, type Algebra, type Block } from './algebra.ts';
import { symmetricEigensystem } from './symmetric-eigen.ts';
import { normalize } from './vector.ts';

const DEPENDENT = 1e-14; // of a direction's share of scaled vectors, squared: what is left of it is mostly rounding
const SCALED_DOWN = 0.1; // of that share: below it what was taken out before comes up again, enlarged
const LEAST_AGAIN = 1e-8; // of a unit vector: what is left of it outside the basis is rounding
const MOST_PASSES = 4;
const LEAST_ROOM = 8; // vectors: the first look and one more of most searches

const MOST_KEPT = 1 << 24; // numbers, 128 MB: more is given back after every search

/** Memory that bases use one after the other: taken anew for every search it costs a twentieth of the time. */
export class Room {
  #data = new Float64Array(0);

  get data(): Float64Array<ArrayBuffer> {
    return this.#data;
  }

  keep(data: Float64Array<ArrayBuffer>): void {
    if (data.length <= MOST_KEPT) this.#data = data;
  }
}

/** Orthonormal vectors in one piece of memory, to which more are added. */
export class Basis {
  readonly #algebra: Algebra;
  readonly #length: number;
  readonly #capacity: number;
  readonly #room: Room;
  /** Of some vectors; it grows: most searches end with few. */
  #data: Float64Array<ArrayBuffer>;
  #count = 0;

  /** @param capacity the most vectors it will hold */
  constructor(algebra: Algebra, length: number, capacity: number, room = new Room()) {
    this.#algebra = algebra;
    this.#length = length;
    this.#capacity = capacity;
    this.#room = room;
    this.#data = room.data;
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

  /** Adds vectors that are orthonormal to it and to each other. */
  add(block: Block): void {
    const count = this.#count + block.count;
    if (count * this.#length > this.#data.length) {
      const room = Math.min(Math.max(2 * count, LEAST_ROOM), this.#capacity);
      const data = new Float64Array(room * this.#length);
      data.set(this.#block.data);
      this.#data = data;
      this.#room.keep(data);
    }
    this.#data.set(block.data, this.#count * this.#length);
    this.#count = count;
  }

  /** Takes out of a block what lies along the basis. @returns the inner products, row-major [count of the block, count], and what is left */
  project(block: Block): ReturnType<Algebra['project']> {
    return this.#algebra.project(block, this.#block);
  }

  /** Σ weightsᵢ·basisᵢ of each vector of weights, normalised. */
  async combine(weights: readonly Float64Array[]): Promise<Block> {
    const all = new Float64Array(weights.length * this.#count);
    weights.forEach((row, i) => all.set(row, i * this.#count));
    const combined = await this.#algebra.combine(all, this.#block);
    rows(combined).forEach(normalize);
    return combined;
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
  async orthonormal(block: Block, least: (i: number) => number): Promise<Block> {
    let [found, allowed] = [block, least];
    for (let pass = 1; found.count > 0; pass++) {
      const left = this.#count > 0 ? (await this.project(found)).left : found;
      const { weights, weakest } = directions(await this.#algebra.inner(left, left), left.count, allowed);
      if (weights.length === 0) return { data: new Float64Array(0), count: 0 };
      found = await this.#algebra.combine(weights, left);
      if (weakest > SCALED_DOWN || pass === MOST_PASSES) break;
      allowed = () => LEAST_AGAIN;
    }
    return found;
  }

  get #block(): Block {
    return { data: this.#data.subarray(0, this.#count * this.#length), count: this.#count };
  }
}

/**
 * What makes vectors orthonormal, from their inner products.
 * @returns weights row-major [directions, count], strongest first, and the weakest direction's share of the vectors scaled to length 1, squared
 */
function directions(
  gram: Float64Array,
  count: number,
  least: (i: number) => number,
): { readonly weights: Float64Array; readonly weakest: number } {
  const lengths = Array.from({ length: count }, (_, i) => Math.sqrt(Math.max(0, gram[i * count + i]!)));
  const used = lengths.map((_, i) => i).filter((i) => lengths[i]! > least(i));
  const size = used.length;
  const scaled = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [used[Math.floor(at / size)]!, used[at % size]!];
    return gram[i * count + j]! / (lengths[i]! * lengths[j]!);
  });
  const { values, vectors } = symmetricEigensystem(scaled, size);
  const strong = vectors.filter((_, i) => values[i]! > DEPENDENT);
  const weights = new Float64Array(strong.length * count);
  strong.forEach((vector, direction) =>
    used.forEach((i, at) => {
      weights[direction * count + i] = vector[at]! / (lengths[i]! * Math.sqrt(values[direction]!));
    }),
  );
  return { weights, weakest: values[strong.length - 1] ?? 0 };
}
