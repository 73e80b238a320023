/** A named array with its dimensions, row-major. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** All that a run needs to go on bit for bit where it was: parameters, last iterates, held directions, counters. */
export interface Checkpoint {
  readonly step: number;
  /** Computing time so far in seconds. */
  readonly seconds: number;
  /** Includes the parameters at `step` by layer (`layer0.weight`) and, once measured, `eigenvectors` [k, parameters]. */
  readonly arrays: readonly NamedArray[];
  /** Small state as JSON. */
  readonly state: string;
}
