import type { Stretch } from './stretch.ts';

/** A part of one series of one run as it was read from the lab. */
export interface Curve {
  readonly step: Float64Array;
  readonly value: Float64Array;
  /** The stretch that was read. */
  readonly read: Stretch;
  /** Buckets a unit of its spacing; Infinity where every recorded point of the stretch is here. */
  readonly density: number;
  /** Along what the buckets are equal (`Spacing`); steps where it is left out. */
  readonly spacing?: string;
  /** Whether the run had ended when its last points were read. */
  readonly ended: boolean;
}

/** Index of the last of rising steps, or places, at or before one; −1 where there is none. */
export function indexAt(rising: Float64Array, at: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
