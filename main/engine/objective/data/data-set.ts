import type { ImageShape } from '../../../../app/experiment/image.ts';

/** Examples, row-major. */
export interface Examples {
  readonly count: number;
  /** [count, inputs] */
  readonly inputs: Float64Array;
  /** [count, outputs]; one-hot where the targets are classes. */
  readonly targets: Float64Array;
}

/** What a network is trained and tested on. */
export interface DataSet {
  /** Numbers of an example. */
  readonly inputs: number;
  /** Of an example, where it is an image: its pixels row by row, the channels of a pixel together. */
  readonly image?: ImageShape;
  /** Numbers of a target. */
  readonly outputs: number;
  /** Whether the targets are classes, one-hot. */
  readonly classes: boolean;
  readonly train: Examples;
  readonly test: Examples | null;
}
