import type { ImageShape } from '../../../../app/experiment/image.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Layer } from '../objective.ts';

/** A network as a function of its layers, with its initial weights. */
export interface Architecture {
  readonly layers: readonly Layer[];
  /** Initial values of the layers, flat, [parameters]. */
  readonly start: Float64Array;
  /** Outputs [examples, outputs] for inputs [examples, inputs]; for those of a text [examples·positions, outputs]. */
  outputs(layers: readonly Tensor[], inputs: Tensor): Tensor;
}

/** What an architecture is fitted to. */
export interface Fit {
  /** Numbers of an example. */
  readonly inputs: number;
  /** Of an example, where it is an image: `inputs` are its pixels, row by row, the channels of a pixel together. */
  readonly image?: ImageShape | undefined;
  readonly outputs: number;
  /** Seed of the streams `weights/LAYER`. */
  readonly seed: number;
}
