import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';

/** A tensor of the parameters; the layers in their order, row-major, make the flat parameter vector w. */
export interface Layer {
  /** `layer0.weight` [inputs, outputs], `layer0.bias` [outputs]; `w` for quadratics and expressions. */
  readonly name: string;
  readonly shape: Shape;
}

/** An experiment's objective ℓ as a tensor program, with its data and its start. */
export interface Objective {
  readonly layers: readonly Layer[];
  /** w₀, flat, [parameters]. */
  readonly start: Float64Array;
  /** What `loss` reads besides the layers, held in the session as variables of these names (`data/inputs`, `data/targets`, `rotation`, …). */
  readonly data: readonly NamedArray[];
  /** ℓ, a scalar, of the layers (of `layers`' shapes) and `input` nodes named as in `data`. */
  loss(layers: readonly Tensor[]): Tensor;
  /** For analytic objectives of at most 8 variables: the coordinates recorded every step as `w.NAME`, a tensor [names]. */
  readonly coordinates: {
    readonly names: readonly string[];
    values(layers: readonly Tensor[]): Tensor;
  } | null;
  /** What is evaluated at measurements, by series name (`testLoss`, `trainAccuracy`, `testAccuracy`): scalars; with its own data. */
  readonly evaluation: {
    readonly data: readonly NamedArray[];
    values(layers: readonly Tensor[]): Readonly<Record<string, Tensor>>;
  } | null;
}
