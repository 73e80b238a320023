/** Dimensions, outermost first; [] is a scalar. */
export type Shape = readonly number[];

/** Elementwise functions of one tensor. `step` is 1 where x > 0, else 0; `sign` is −1, 0, 1. */
export type UnaryName =
  'neg' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'softplus' | 'sin' | 'cos' | 'abs' | 'sign' | 'step';

/** Elementwise arithmetic of two tensors of broadcastable shapes (NumPy's rule). */
export type BinaryName = 'add' | 'sub' | 'mul' | 'div';

/** How filters move over images: `stride` pixels at a time, over zeros added `before` and `after` [the rows, the columns]. */
export interface Window {
  readonly stride: number;
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/** The primitive operations. Each has an executor kernel on every backend and a forward and a reverse derivative rule. */
export type Operation =
  /** A value fed by name: a program's input or a module's variable. */
  | { readonly op: 'input'; readonly name: string }
  /** Row-major values; one value stands for all elements. */
  | { readonly op: 'constant'; readonly values: Float64Array }
  | { readonly op: UnaryName }
  | { readonly op: BinaryName }
  /** x^exponent, elementwise. */
  | { readonly op: 'power'; readonly exponent: number }
  /** inputs: condition, a, b of one shape; a where condition > 0, else b. */
  | { readonly op: 'select' }
  /** Product of the last two axes, transposed where asked; leading axes equal (batched). */
  | { readonly op: 'matmul'; readonly transposeA: boolean; readonly transposeB: boolean }
  /** Sum over `axes` (sorted); kept as 1 if `keep`. */
  | { readonly op: 'sum'; readonly axes: readonly number[]; readonly keep: boolean }
  /** Maximum over `axes`, axes kept as 1. Its derivative is taken as zero: only for shifts that cancel (log-sum-exp). */
  | { readonly op: 'maximum'; readonly axes: readonly number[] }
  | { readonly op: 'broadcast' }
  | { readonly op: 'reshape' }
  | { readonly op: 'transpose'; readonly permutation: readonly number[] }
  /** `begin` per axis; sizes are the result's shape; `stride` 1. */
  | { readonly op: 'slice'; readonly begin: readonly number[] }
  /** Zeros before and after each axis. */
  | { readonly op: 'pad'; readonly before: readonly number[]; readonly after: readonly number[] }
  | { readonly op: 'concat'; readonly axis: number }
  /** inputs: table [rows, …], indices (whole numbers in a float tensor, any shape): rows of the table. */
  | { readonly op: 'gather' }
  /** Adjoint of gather. inputs: indices, values [indices…, …]; sums values into `rows` rows. */
  | { readonly op: 'scatter'; readonly rows: number }
  /** input: indices; result has `depth` appended as last axis. */
  | { readonly op: 'one-hot'; readonly depth: number }
  /** inputs: images [N, H, W, C], filters [KH, KW, C, O]; Σ images·filters under each place of the window, [N, H′, W′, O]. */
  | { readonly op: 'convolution'; readonly window: Window }
  /** Adjoint of convolution in the images. inputs: cotangent [N, H′, W′, O], filters; [N, H, W, C]. */
  | { readonly op: 'convolution-images'; readonly window: Window }
  /** Adjoint of convolution in the filters. inputs: images, cotangent [N, H′, W′, O]; [KH, KW, C, O]. */
  | { readonly op: 'convolution-filters'; readonly window: Window }
  /** Means over squares of `size`×`size` pixels of images [N, H, W, C]: [N, ⌊H/size⌋, ⌊W/size⌋, C]. */
  | { readonly op: 'average-pool'; readonly size: number }
  /** Its adjoint: [N, ⌊H/size⌋, ⌊W/size⌋, C] to [N, H, W, C]. */
  | { readonly op: 'average-pool-images'; readonly size: number }
  /**
   * Sum of `body` over `count` slices. inputs: the first `sliced` of them [count, …], of which the body sees a slice along the leading axis, and
   * others, which it sees whole. The body is a program of its own over `input` nodes named by the inputs' places: `#0`, `#1`, … (primitive/accumulate.ts).
   */
  | { readonly op: 'accumulate'; readonly count: number; readonly sliced: number; readonly body: Tensor };

export type OperationName = Operation['op'];

/** A node of a tensor program: an operation on other nodes, its shape known when it is built. */
export interface Tensor {
  readonly operation: Operation;
  readonly inputs: readonly Tensor[];
  readonly shape: Shape;
}

/** Number of elements. */
export function size(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
