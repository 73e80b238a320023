import type { Stretch } from './stretch.ts';

/** A part of one series of one run as it was read from the lab. */
export interface Curve {
  readonly step: Float64Array;
  readonly value: Float64Array;
  /** The stretch that was read. */
  readonly read: Stretch;
  /** Buckets a step; Infinity where every recorded point of the stretch is here. */
  readonly density: number;
  /** Whether the run had ended when its last points were read. */
  readonly ended: boolean;
}

/** Index of the last point at or before `step`; −1 where there is none. */
export function indexAt(steps: Float64Array, step: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? Infinity) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
