import type { Session } from '../execute/executor.ts';
import { Pace } from '../run/pace.ts';

/** Where a slice lies: through a point, along one or two directions. */
interface Through {
  readonly point: Float64Array;
  readonly directions: readonly Float64Array[];
}

/**
 * ℓ at many points of a line or a plane, as many in one call as take a moment.
 * @param offsets of the points along the directions, [points, 2]
 * @param heard told the share that is done
 * @returns [points]
 */
export async function lossesAt(
  session: Session,
  { point, directions }: Through,
  offsets: Float64Array,
  heard: (share: number) => void,
): Promise<Float64Array> {
  const stacked = new Float64Array(2 * point.length);
  directions.forEach((direction, i) => stacked.set(direction, i * point.length));
  const count = offsets.length / 2;
  const values = new Float64Array(count);
  const pace = new Pace();
  for (let first = 0; first < count;) {
    const some = Math.min(pace.count, count - first);
    const began = performance.now();
    const { loss } = await session.iterate('losses', some, {
      point,
      directions: stacked,
      offsets: offsets.subarray(2 * first, 2 * (first + some)),
    });
    pace.observe(some, (performance.now() - began) / 1000);
    values.set(loss!, first);
    first += some;
    heard(first / count);
  }
  return values;
}
