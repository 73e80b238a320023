import type { Tensor } from '../graph/tensor.ts';
import type { Objective } from './objective.ts';

/** Beyond this many variables the coordinates are no longer recorded every step. */
const MOST_RECORDED = 8;

/** Coordinates of an analytic objective as they are recorded, or null where there are too many. */
export function recordedCoordinates(
  names: readonly string[],
  values: (layers: readonly Tensor[]) => Tensor,
): Objective['coordinates'] {
  return names.length <= MOST_RECORDED ? { names, values } : null;
}
