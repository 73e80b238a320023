import { RandomStream } from '../../../main/engine/random/stream.ts';

/** v of the derivatives along a direction: about unit length, the same for ours and the peers. */
export function directionOf(parameters: number): Float64Array {
  return new RandomStream(1, 'bench/direction').normals(parameters).map((z) => z / Math.sqrt(parameters));
}
