/** The steps of a chunk: regular ones are stored as three numbers. */
export type Steps =
  | { readonly kind: 'regular'; readonly first: number; readonly stride: number; readonly count: number }
  | { readonly kind: 'listed'; readonly values: Float64Array };

/** A stretch of one series, in rising order of step, as it travels from engine to store and renderer. */
export interface SeriesChunk {
  readonly name: string;
  readonly steps: Steps;
  readonly values: Float64Array;
}

/** A series, or a window of it, read back: whole, or thinned to the minimum and maximum of every bucket of steps. */
export interface SeriesWindow {
  readonly name: string;
  readonly step: Float64Array;
  readonly value: Float64Array;
  /** Points recorded in the asked range, before thinning. */
  readonly recorded: number;
  readonly thinned: boolean;
}
