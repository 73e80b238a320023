import { project } from './basis.ts';
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
  /** Orthonormal; the newest is the one whose image comes next. */
  readonly basis: Float64Array[];
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
 * @param heard told the products of each call
 * @throws RangeError if the operator returns a value that is not finite
 */
export async function quadratures(
  operator: LinearOperator,
  probes: readonly Float64Array[],
  steps: number,
  heard: (products: number) => void = () => undefined,
): Promise<Quadrature[]> {
  const recurrences = probes.map(begin);
  const most = Math.min(steps, probes[0]?.length ?? 0);
  for (let step = 0; step < most; step++) {
    const going = recurrences.filter(({ exhausted }) => !exhausted);
    if (going.length === 0) break;
    const images = await operator(going.map(({ basis }) => basis.at(-1)!));
    going.forEach((recurrence, i) => advance(recurrence, images[i]!));
    heard(going.length);
  }
  return recurrences.map(quadratureOf);
}

function begin(probe: Float64Array): Recurrence {
  const first = probe.slice();
  normalize(first);
  return { basis: [first], diagonal: [], offDiagonal: [], scale: 0, exhausted: false };
}

/** @param image H times the newest vector of the basis; it becomes the next */
function advance(recurrence: Recurrence, image: Float64Array): void {
  const { basis, diagonal, offDiagonal } = recurrence;
  const norm = length(image);
  if (!Number.isFinite(norm))
    throw new RangeError('The Hessian-vector product has a value that is not finite.');
  recurrence.scale = Math.max(recurrence.scale, norm);
  diagonal.push(project(image, basis).at(-1)!);
  project(image, basis);
  const left = normalize(image);
  recurrence.exhausted = left <= EXHAUSTED * recurrence.scale || basis.length === image.length;
  if (recurrence.exhausted) return;
  offDiagonal.push(left);
  basis.push(image);
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
