import type { ImageShape } from '../../../../app/experiment/image.ts';

/** Examples, row-major. */
export interface Examples {
  readonly count: number;
  /** [count, inputs] */
  readonly inputs: Float64Array;
  /** [count, outputs], one-hot where the targets are classes; where they are indices [count, inputs]. */
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
  /** Whether the targets are classes, one-hot unless they are `indices`. */
  readonly classes: boolean;
  /** Every input has a target of its own, and both are whole numbers 0 … outputs − 1: the characters of a text and those that follow them. */
  readonly indices?: true;
  readonly train: Examples;
  readonly test: Examples | null;
}
