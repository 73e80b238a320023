import type { DataShape } from '../../../app/experiment/size.ts';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';

/** A tensor of the parameters; the layers in their order, row-major, make the flat parameter vector w. */
export interface Layer {
  /** `layer0.weight` [inputs, outputs], `layer0.bias` [outputs]; `w` for quadratics and expressions. */
  readonly name: string;
  readonly shape: Shape;
}

/** Scalars that are means over examples, of which any number may be taken at a time. */
export interface ExampleMeans {
  /** Of the means: series names, or `loss`. */
  readonly names: readonly string[];
  /** The examples: arrays of the objective's data, whose leading axis counts them. */
  readonly arrays: readonly NamedArray[];
  /**
   * What some examples contribute to each mean, a scalar: their sum divided by `of`, so that the contributions of all add up to the mean.
   * @param some rows of `arrays`, in their order: [some, …]
   * @param of over how many examples the mean is
   */
  contributions(layers: readonly Tensor[], some: readonly Tensor[], of: number): readonly Tensor[];
}

/** How many examples there are. */
export function exampleCount({ arrays }: ExampleMeans): number {
  return arrays[0]?.shape[0] ?? 0;
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
  /** For objectives that are a mean over training examples: ℓ, the only mean, and the shape of the data. */
  readonly examples: (ExampleMeans & { readonly shape: DataShape }) | null;
  /** For analytic objectives of at most 8 variables: the coordinates recorded every step as `w.NAME`, a tensor [names]. */
  readonly coordinates: {
    readonly names: readonly string[];
    values(layers: readonly Tensor[]): Tensor;
  } | null;
  /** For ℓ = ½wᵀQΛQᵀw: Λ, largest first, and the coordinates Qᵀw, a tensor [n]. */
  readonly quadratic: {
    readonly eigenvalues: Float64Array;
    coordinates(layers: readonly Tensor[]): Tensor;
  } | null;
  /** What is evaluated at measurements, by series name (`testLoss`, `trainAccuracy`, `testAccuracy`), with its own data. */
  readonly evaluation: {
    readonly data: readonly NamedArray[];
    readonly means: readonly ExampleMeans[];
  } | null;
}
