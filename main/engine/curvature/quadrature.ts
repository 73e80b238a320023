import { plainAlgebra, stack, type Algebra } from './algebra.ts';
import { Basis } from './basis.ts';
import type { LinearOperator } from './lanczos.ts';
import { symmetricEigensystem } from './symmetric-eigen.ts';
import { length, normalize } from './vector.ts';

/** Σ weights·f(nodes) ≈ zᵀf(H)z/‖z‖²: a Gauss quadrature of the spectral measure of a probe z. */
export interface Quadrature {
  /** Falling. */
  readonly nodes: Float64Array;
  /** They add up to 1. */
  readonly weights: Float64Array;
}

const EXHAUSTED = 1e-13; // of the largest ‖Hv‖: what is left of Hv outside the basis is rounding

/** Lanczos' three-term recurrence from one probe. */
interface Recurrence {
  readonly basis: Basis;
  /** The newest vector of the basis: the one whose image comes next. */
  newest: Float64Array;
  readonly diagonal: number[];
  readonly offDiagonal: number[];
  /** Of the images so far the largest norm. */
  scale: number;
  exhausted: boolean;
}

/**
 * The quadratures of some probes by Lanczos' recurrence (Golub & Welsch 1969; Ubaru, Chen & Saad 2017, algorithm 1), side by side, so that
 * their products are one call. Exact for polynomials up to degree 2·steps − 1, and for every f where a probe's Krylov space is exhausted
 * before. Full reorthogonalisation, twice, in float64: no eigenvalue appears again as a ghost.
 * @param probes none of them zero
 * @throws RangeError if the operator returns a value that is not finite
 */
export async function quadratures(
  operator: LinearOperator,
  probes: readonly Float64Array[],
  {
    steps,
    algebra = plainAlgebra,
    heard = () => undefined,
  }: {
    readonly steps: number;
    /** What multiplies long vectors; loops of this process where left out. */
    readonly algebra?: Algebra;
    /** Told the products of each call. */
    readonly heard?: (products: number) => void;
  },
): Promise<Quadrature[]> {
  const most = Math.min(steps, probes[0]?.length ?? 0);
  const recurrences = probes.map((probe) => begin(probe, new Basis(algebra, probe.length, most)));
  for (let step = 0; step < most; step++) {
    const going = recurrences.filter(({ exhausted }) => !exhausted);
    if (going.length === 0) break;
    const images = await operator(going.map(({ newest }) => newest));
    for (const [i, recurrence] of going.entries()) await advance(recurrence, images[i]!);
    heard(going.length);
  }
  return recurrences.map(quadratureOf);
}

function begin(probe: Float64Array, basis: Basis): Recurrence {
  const newest = probe.slice();
  normalize(newest);
  basis.add(stack([newest]));
  return { basis, newest, diagonal: [], offDiagonal: [], scale: 0, exhausted: false };
}

/** @param image H times the newest vector of the basis; it becomes the next */
async function advance(recurrence: Recurrence, image: Float64Array): Promise<void> {
  const { basis, diagonal, offDiagonal } = recurrence;
  const scale = length(image);
  if (!Number.isFinite(scale))
    throw new RangeError('The Hessian-vector product has a value that is not finite.');
  recurrence.scale = Math.max(recurrence.scale, scale);
  const { parts, left } = await basis.project(stack([image]));
  diagonal.push(parts.at(-1)!);
  const next = (await basis.project(left)).left;
  const norm = normalize(next.data);
  recurrence.exhausted = norm <= EXHAUSTED * recurrence.scale || basis.count === image.length;
  if (recurrence.exhausted || basis.isFull) return;
  offDiagonal.push(norm);
  recurrence.newest = next.data;
  basis.add(next);
}

function quadratureOf({ diagonal, offDiagonal }: Recurrence): Quadrature {
  const size = diagonal.length;
  const matrix = new Float64Array(size * size);
  diagonal.forEach((value, i) => (matrix[i * size + i] = value));
  offDiagonal.slice(0, size - 1).forEach((value, i) => {
    matrix[i * size + i + 1] = value;
    matrix[(i + 1) * size + i] = value;
  });
  const { values, vectors } = symmetricEigensystem(matrix, size);
  return { nodes: values, weights: Float64Array.from(vectors, (vector) => vector[0]! ** 2) };
}
