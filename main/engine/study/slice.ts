import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { Plane, SliceQuestion } from '../../../app/study/slice.ts';
import { hessianAt } from '../curvature/hessian.ts';
import { lanczos } from '../curvature/lanczos.ts';
import { accumulate, difference, inner, length, normalize } from '../curvature/vector.ts';
import { EngineError } from '../problem.ts';
import { RandomStream } from '../random/stream.ts';
import { scheduledValues } from '../run/schedules.ts';
import { vector } from './arrays.ts';
import { lossesAt } from './losses.ts';
import { nextIterates } from './next-iterates.ts';
import type { OpenStudy } from './open.ts';
import type { TellShare } from './tell.ts';

const ITERATES = 4; // after w_t
const TOLERANCE = { float64: 1e-6, float32: 1e-4 }; // of λ₁: the direction is then good to a thousandth of the slice even where λ₂ is near
const MARGIN = 1.25; // beyond the outermost mark
const LEAST_LEFT = 1e-8; // of ‖g‖: what is left of the gradient beside u₁ is rounding
const DIRECTIONS_SHARE = 0.1; // of the progress

/** A point in the coordinates of the slice: along the directions, and the distance from it. */
interface Place {
  readonly first: number;
  readonly second: number;
  readonly off: number;
}

/**
 * ℓ on a line or a plane through w (docs/studies.md), with where w, the ascent point and the next iterates of the run's own optimizer lie.
 * @param step of the run at which w is: its noise and its batches follow from there
 * @throws RangeError where the Hessian is not finite
 * @throws EngineError where the plane is not defined: `no-second-direction`, `zero-gradient`, `gradient-along-u1`
 */
export async function measureSlice(
  open: OpenStudy,
  { step, w }: { readonly step: number; readonly w: Float64Array },
  { plane, points, extent }: SliceQuestion,
  tell: TellShare,
): Promise<NamedArray[]> {
  tell(0, 'directions');
  const { gradient, ascent } = await open.session.run('surroundings', {
    point: w,
    ...scheduledValues(open.experiment.optimizer, ['radius'], step),
  });
  const { directions, eigenvalues } = await directionsOf(open, w, plane, gradient!);
  const iterates = [w, ...(await nextIterates(open, step, w, ITERATES))];
  const visited = [...iterates, ...(ascent ? [ascent] : [])];
  const places = visited.map((point) => placeOf(point, w, directions));
  const losses = await marksLosses(open, visited);
  const marks = places.map(({ first, second, off }, i) => [first, second, off, losses[i]!]);
  const coordinates = spread(extent ?? usualExtent(places, w), points);
  const offsets = coordinatesOf(coordinates, directions.length);
  const values = await lossesAt(open.session, { point: w, directions }, offsets, (share) =>
    tell(DIRECTIONS_SHARE + (1 - DIRECTIONS_SHARE) * share, 'loss'),
  );
  return [
    vector('coordinates', coordinates),
    { name: 'values', shape: directions.map(() => points), values },
    {
      name: 'directions',
      shape: [directions.length, w.length],
      values: Float64Array.from(directions.flatMap((direction) => [...direction])),
    },
    vector('eigenvalues', eigenvalues),
    {
      name: 'iterates',
      shape: [iterates.length, 4],
      values: Float64Array.from(marks.slice(0, iterates.length).flat()),
    },
    vector('ascent', ascent ? marks.at(-1)! : [NaN, NaN, NaN, NaN]),
  ];
}

/** Orthonormal directions of the slice, and the eigenvalues of those that are eigenvectors. u₁ points up the gradient. */
async function directionsOf(
  open: OpenStudy,
  w: Float64Array,
  plane: Plane,
  gradient: Float64Array,
): Promise<{ readonly directions: readonly Float64Array[]; readonly eigenvalues: readonly number[] }> {
  const norm = length(gradient);
  if (plane === 'u1,u2' && w.length === 1)
    throw new EngineError(
      'no-second-direction',
      'There is one parameter, so the Hessian has no second eigenvector; take the slice along u1.',
    );
  if (plane === 'u1,g' && norm === 0)
    throw new EngineError(
      'zero-gradient',
      'The gradient is exactly zero there and has no direction; take the slice along u1, or the plane u1,u2.',
    );
  const pairs = await leading(open, w, plane === 'u1,u2' ? 2 : 1);
  const directions = pairs.map(({ vector: direction }) => direction);
  const eigenvalues = pairs.map(({ value }) => value);
  const [u1] = directions as [Float64Array];
  if (inner(u1, gradient) < 0) u1.forEach((value, i) => (u1[i] = -value));
  if (plane !== 'u1,g') return { directions, eigenvalues };
  const left = gradient.slice();
  accumulate(left, -inner(left, u1), u1);
  accumulate(left, -inner(left, u1), u1);
  if (normalize(left) <= LEAST_LEFT * norm)
    throw new EngineError(
      'gradient-along-u1',
      'The gradient lies along u₁ there, as on SAM’s cycle, and spans no plane with it; take the slice along u1, or the plane u1,u2.',
    );
  return { directions: [u1, left], eigenvalues };
}

async function leading(
  { session, algebra, experiment, programs }: OpenStudy,
  w: Float64Array,
  count: number,
) {
  const stream = new RandomStream(experiment.seed, 'slice');
  const random = (size: number): Float64Array => stream.normals(size);
  const { pairs } = await lanczos(hessianAt(session, w, programs.together), {
    count,
    tolerance: TOLERANCE[experiment.precision],
    shadow: 0,
    algebra,
    start: Array.from({ length: programs.together }, () => random(w.length)),
    random,
  });
  return pairs;
}

function placeOf(point: Float64Array, w: Float64Array, directions: readonly Float64Array[]): Place {
  const left = difference(point, w);
  const along = directions.map((direction) => inner(direction, left));
  directions.forEach((direction, i) => accumulate(left, -along[i]!, direction));
  return { first: along[0]!, second: along[1] ?? 0, off: length(left) };
}

/** ℓ at the marks themselves. */
async function marksLosses({ session }: OpenStudy, points: readonly Float64Array[]): Promise<number[]> {
  const losses: number[] = [];
  for (const point of points) losses.push((await session.run('gradient', { point }))['loss']![0]!);
  return losses;
}

/** So far that the outermost mark is on the slice; a tenth of the size of w, where all lie at its middle. */
function usualExtent(places: readonly Place[], w: Float64Array): number {
  const outermost = Math.max(
    ...places.map(({ first, second }) => Math.max(Math.abs(first), Math.abs(second))),
  );
  return outermost > 0 ? MARGIN * outermost : 0.1 * (length(w) || 1);
}

/** From −extent to extent. */
function spread(extent: number, points: number): Float64Array {
  const last = points - 1;
  return Float64Array.from({ length: points }, (_, i) => (extent * (2 * i - last)) / last);
}

/** Coordinates of the values of a slice: those along the first direction vary fastest. [values, 2] */
function coordinatesOf(coordinates: Float64Array, dimensions: number): Float64Array {
  const seconds = dimensions === 1 ? Float64Array.of(0) : coordinates;
  return Float64Array.from(
    [...seconds].flatMap((second) => [...coordinates].flatMap((first) => [first, second])),
  );
}
