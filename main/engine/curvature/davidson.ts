import type { Numbers } from '../numbers.ts';
import { rows } from './algebra.ts';
import type { BlockOperator } from './hessian.ts';
import { add, dot, type Coordinates, type HessianModel } from './hessian-model.ts';
import { allowedResidual, type SearchResult, type Wanted } from './search.ts';
import { symmetricEigensystem } from './symmetric-eigen.ts';
import { normalize } from './vector.ts';

export interface DavidsonOptions extends Wanted {
  /** Vectors of one call of the operator. */
  readonly together: number;
  /** Numbers of a vector. */
  readonly dimension: number;
  /** Where it looks first; the model's leading eigenvectors where left out. */
  readonly start?: readonly Float64Array[] | null;
  /** Operator applications at most. */
  readonly limit: number;
}

const LEAST_NEW = 0.3; // of the tolerance: so much has to be new in an eigenvector of the model that is not asked for
const LEAST_DIRECTION = 1e-10; // of a unit vector: what is left of it is rounding
const BEYOND = 4; // eigenvectors of the model after the wanted ones that may fill up a call

/**
 * Largest eigenvalues of a symmetric operator of which a model is known: block Davidson (Davidson 1975; Liu 1978) with a whole model in the place of
 * his diagonal. It takes the images of the model's leading eigenvectors, of which the model learns, and then of what is new in its
 * leading eigenvectors, until nothing is. In a crowd of eigenvalues that was taken apart at a point nearby that takes under half of Lanczos' products;
 * where the model knows nothing it is block Lanczos. What is found are Rayleigh–Ritz pairs on the directions whose images were taken,
 * with residuals of the operator: the model decides where to look alone.
 * @throws RangeError if the operator returns a value that is not finite.
 */
export async function davidson(
  operator: BlockOperator,
  model: HessianModel,
  options: DavidsonOptions,
): Promise<SearchResult> {
  const { tolerance, together, dimension, start, limit } = options;
  const wanted = Math.min(options.count + options.shadow, dimension);
  const directions: Coordinates[] = [];
  const images: Coordinates[] = [];
  await model.trim(wanted);
  const first = start ? await model.place(start) : model.eigensystem().vectors;
  let block = independent(first.slice(0, together), directions, () => LEAST_DIRECTION);
  for (;;) {
    const found = await model.enter(await operator(await model.vectors(block)));
    directions.push(...block);
    images.push(...found);
    model.learn(block, found);
    const { pairs, values } = rayleighRitz(directions, images, wanted);
    const ofModel = model.eigensystem();
    const allowed = allowedResidual(options, values);
    const isGood = (i: number): boolean => {
      const pair = pairs[i];
      if (!pair || pair.residual > allowed(i)) return false;
      // By Cauchy's interlacing the model's eigenvalue is not below: where it is above, there is more where nobody has looked.
      return ofModel.values[i]! - pair.value <= allowed(i);
    };
    const complete = directions.length === dimension;
    const good = Array.from({ length: wanted }, (_, i) => isGood(i)).every(Boolean);
    const room = Math.min(together, dimension - directions.length, limit - directions.length);
    block =
      good || complete || room <= 0
        ? []
        : independent(ofModel.vectors.slice(0, wanted + BEYOND), directions, (i) =>
            i < wanted && !isGood(i) ? LEAST_DIRECTION : LEAST_NEW * tolerance,
          ).slice(0, room);
    if (block.length > 0) continue;
    const vectors = rows(await model.vectors(pairs.map(({ vector }) => vector)));
    return {
      pairs: pairs.map(({ value, residual }, i) => ({ value, residual, vector: unit(vectors[i]!) })),
      products: directions.length,
      converged: good || complete,
      lowest: complete ? values.at(-1)! : null,
    };
  }
}

interface RitzPair {
  readonly value: number;
  readonly vector: Coordinates;
  /** ‖Hu − θu‖. */
  readonly residual: number;
}

/** The leading Ritz pairs on the span of orthonormal directions whose images are known, and all Ritz values. */
function rayleighRitz(
  directions: readonly Coordinates[],
  images: readonly Coordinates[],
  wanted: number,
): { readonly pairs: readonly RitzPair[]; readonly values: Float64Array } {
  const size = directions.length;
  const projected = new Float64Array(size * size);
  directions.forEach((q, i) =>
    directions.forEach((other, j) => {
      projected[i * size + j] = 0.5 * (dot(q, images[j]!) + dot(other, images[i]!));
    }),
  );
  const { values, vectors } = symmetricEigensystem(projected, size);
  const pairs = vectors.slice(0, wanted).map((weights, rank) => {
    const value = values[rank]!;
    const vector = new Float64Array(images.at(-1)!.length);
    const left = vector.slice();
    weights.forEach((weight, i) => {
      add(vector, weight, directions[i]!);
      add(left, weight, images[i]!);
    });
    add(left, -value, vector);
    return { value, vector, residual: Math.sqrt(dot(left, left)) };
  });
  return { pairs, values };
}

/**
 * What unit vectors have that neither others have nor those before them, orthonormal; of a vector that has no more than its `least`, nothing.
 * @param others orthonormal
 */
function independent(
  vectors: readonly Coordinates[],
  others: readonly Coordinates[],
  least: (i: number) => number,
): Coordinates[] {
  const added: Coordinates[] = [];
  vectors.forEach((vector, i) => {
    const left = vector.slice();
    // Twice, which is enough for orthogonality to rounding.
    for (let pass = 1; pass <= 2; pass++)
      for (const other of [...others, ...added]) add(left, -dot(other, left), other);
    const size = Math.sqrt(dot(left, left));
    if (size > least(i)) added.push(left.map((entry) => entry / size));
  });
  return added;
}

function unit(vector: Numbers): Float64Array {
  const copy = new Float64Array(vector);
  normalize(copy);
  return copy;
}
