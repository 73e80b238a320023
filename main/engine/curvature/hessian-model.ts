import type { Numbers } from '../numbers.ts';
import { ROUNDING, rows, type Algebra, type Block } from './algebra.ts';
import { Basis } from './basis.ts';
import { symmetricEigensystem, type Eigensystem } from './symmetric-eigen.ts';

/** A vector by its coordinates in a model's basis; one from before the basis grew has zeros beyond. */
export type Coordinates = Float64Array;

/** Unit vectors that are orthogonal to each other, and their Rayleigh quotients. */
export interface KnownVectors {
  readonly vectors: readonly Numbers[];
  readonly values: readonly number[];
}

const nothingKnown: KnownVectors = { vectors: [], values: [] };

const MOST_KEPT = 24; // vectors from one measurement to the next: the crowd at SAM's edge is of about twenty
const MOST_NUMBERS = 5_000_000; // of them together, 40 MB in a checkpoint
const MOST_VECTORS = 48; // with which a search begins
const CROWD = 0.6; // of the largest eigenvalue: what is below it does not come to the top from one measurement to the next
const NEGLIGIBLE = 20; // times the unit rounding, of an image: what is left of it outside the basis is rounding
const SQUARES_FIT = 1e12; // in float32: squares of larger or smaller images, or of what is left of them, do not

/**
 * What is known of a Hessian from products with it and with those at points nearby: a symmetric matrix VᵀHV on an orthonormal basis V. On directions whose images were learned last
 * it is exact, elsewhere as it was before; each lesson is the least change that agrees with it (Powell's symmetric update of Broyden,
 * of several directions at once). From one measurement to the next its leading eigenvectors are kept.
 */
export class HessianModel {
  readonly #algebra: Algebra<Numbers>;
  readonly #length: number;
  readonly #basis: Basis<Numbers>;
  /** Rows of VᵀHV. */
  #matrix: Float64Array[] = [];
  #known: KnownVectors = nothingKnown;
  #isSettled = true;

  /** @param length numbers of a vector */
  constructor(algebra: Algebra<Numbers>, length: number) {
    this.#algebra = algebra;
    this.#length = length;
    this.#basis = new Basis(algebra, length, length);
  }

  /** As it was when it was settled last, which checkpoints keep; nothing before. */
  get known(): KnownVectors {
    return this.#known;
  }

  /** Whether it knows a direction, and its numbers are such that its squares can be computed. */
  get isUsable(): boolean {
    const [largest] = this.#known.values;
    if (largest === undefined) return false;
    if (this.#algebra.rounding < ROUNDING.float32 || largest === 0) return true;
    return Math.abs(largest) < SQUARES_FIT && Math.abs(largest) > 1 / SQUARES_FIT;
  }

  /** How many vectors are kept, of which some are wanted. */
  keeps(wanted: number): number {
    const room = Math.floor(MOST_NUMBERS / this.#length);
    return Math.min(this.#length, Math.max(wanted, Math.min(MOST_KEPT, room)));
  }

  /** As it was when it was settled last, if what came after was not brought to its end. */
  restore(): void {
    if (!this.#isSettled) this.become(this.#known);
  }

  /** Forgets all but this. */
  become(known: KnownVectors): void {
    const data = this.#algebra.zeros(known.vectors.length * this.#length);
    known.vectors.forEach((vector, i) => data.set(vector, i * this.#length));
    this.#restart({ data, count: known.vectors.length }, known.values);
  }

  /** The coordinates of vectors; the basis grows by what they have outside of it. */
  place(vectors: readonly Numbers[]): Promise<Coordinates[]> {
    const data = this.#algebra.zeros(vectors.length * this.#length);
    vectors.forEach((vector, i) => data.set(vector, i * this.#length));
    return this.enter({ data, count: vectors.length });
  }

  /** As `place`, of a block. @throws RangeError if a vector has a value that is not finite. */
  async enter(vectors: Block<Numbers>): Promise<Coordinates[]> {
    const coordinates = await this.#basis.absorb(vectors, NEGLIGIBLE * this.#algebra.rounding);
    this.#grow();
    return coordinates;
  }

  /** The vectors of some coordinates. */
  vectors(coordinates: readonly Coordinates[]): Promise<Block<Numbers>> {
    return this.#basis.combine(coordinates.map((each) => this.padded(each)));
  }

  /** With the zeros that it lacks. */
  padded(coordinates: Coordinates): Coordinates {
    return lengthened(coordinates, this.#matrix.length);
  }

  /**
   * From now on the model takes these directions to these images: M + QDᵀ + DQᵀ − Q(QᵀD)Qᵀ with D = images − MQ.
   * @param directions Q, orthonormal
   */
  learn(directions: readonly Coordinates[], images: readonly Coordinates[]): void {
    this.#isSettled = false;
    const known = directions.map((direction) => this.padded(direction));
    const errors = known.map((q, a) => {
      const image = this.padded(images[a]!);
      return image.map((entry, i) => entry - dot(this.#matrix[i]!, q));
    });
    const halves = errors.map((error) => {
      const half = error.slice();
      known.forEach((q) => add(half, -0.5 * dot(q, error), q));
      return half;
    });
    // D − ½Q(QᵀD), twice: once for each side.
    this.#matrix.forEach((row, i) =>
      known.forEach((q, a) => {
        add(row, q[i]!, halves[a]!);
        add(row, halves[a]![i]!, q);
      }),
    );
  }

  /** Eigenvalues of the model, largest first, and its eigenvectors as coordinates. */
  eigensystem(): Eigensystem {
    const size = this.#matrix.length;
    const symmetric = new Float64Array(size * size);
    this.#matrix.forEach((row, i) =>
      row.forEach((entry, j) => (symmetric[i * size + j] = 0.5 * (entry + this.#matrix[j]![i]!))),
    );
    return symmetricEigensystem(symmetric, size);
  }

  /** Settles where so many vectors are known that what is far from the top costs more than it tells. */
  async trim(wanted: number): Promise<void> {
    if (this.#matrix.length > MOST_VECTORS) await this.settle(wanted);
  }

  /** Keeps the leading eigenvectors alone: those that crowd behind the first, at least as many as are wanted. */
  async settle(wanted: number): Promise<void> {
    const { values, vectors } = this.eigensystem();
    const crowd = values.findIndex((value) => !(value > CROWD * values[0]!));
    const kept = Math.min(
      this.keeps(wanted),
      Math.max(wanted, crowd < 0 ? values.length : crowd),
      values.length,
    );
    if (kept === 0) return;
    this.#restart(await this.#basis.combine(vectors.slice(0, kept)), [...values.subarray(0, kept)]);
  }

  #restart(block: Block<Numbers>, values: readonly number[]): void {
    this.#isSettled = true;
    this.#known = { vectors: block.count === 0 ? [] : rows(block), values };
    this.#basis.clear();
    if (block.count > 0) this.#basis.add(block);
    this.#matrix = values.map((value, i) => unitRow(values.length, i, value));
  }

  /** Of what the basis has got nothing is known but that it is not above the rest: of a Hessian with a large end most is near zero. */
  #grow(): void {
    const [before, size] = [this.#matrix.length, this.#basis.count];
    if (size === before) return;
    this.#isSettled = false;
    const lowest = this.#matrix.reduce((least, row, i) => Math.min(least, row[i]!), 0);
    this.#matrix = Array.from({ length: size }, (_, i) =>
      i < before ? lengthened(this.#matrix[i]!, size) : unitRow(size, i, lowest),
    );
  }
}

/** Σ aᵢbᵢ over the coordinates that both have. */
export function dot(a: Coordinates, b: Coordinates): number {
  let sum = 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** a ← a + weight·b, of coordinates of which b may have fewer. */
export function add(a: Coordinates, weight: number, b: Coordinates): void {
  for (let i = 0; i < b.length; i++) a[i]! += weight * b[i]!;
}

function lengthened(coordinates: Coordinates, length: number): Coordinates {
  if (coordinates.length === length) return coordinates;
  const longer = new Float64Array(length);
  longer.set(coordinates);
  return longer;
}

function unitRow(length: number, place: number, value: number): Float64Array {
  const row = new Float64Array(length);
  row[place] = value;
  return row;
}
