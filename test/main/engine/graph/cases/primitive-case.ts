import type { Shape, Tensor } from '../../../../../main/engine/graph/tensor.ts';

/** One use of a primitive, and the same calculated by hand: plain loops that know nothing of tensors. */
export interface PrimitiveCase {
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** Values of the inputs; by default between −1.2 and 1.2, away from zero where a function has a kink. */
  readonly values?: readonly (readonly number[] | null)[];
  readonly between?: readonly [number, number];
  readonly build: (...inputs: Tensor[]) => Tensor;
  readonly compute: (...inputs: Float64Array[]) => readonly number[];
  /** Inputs without a derivative: conditions and indices. */
  readonly still?: readonly number[];
}

/** A list by its entries. */
export const list = (length: number, at: (i: number) => number): number[] =>
  Array.from({ length }, (_, i) => at(i));
