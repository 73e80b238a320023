import { concat, reshape, slice } from './graph/build.ts';
import { size, type Shape, type Tensor } from './graph/tensor.ts';
import type { Layer } from './objective/objective.ts';

/** Number of parameters of some layers. */
export function parameterCount(layers: readonly Layer[]): number {
  return layers.reduce((count, layer) => count + size(layer.shape), 0);
}

/** The layers' tensors out of a flat vector [parameters]. */
export function unflatten(vector: Tensor, layers: readonly Layer[]): Tensor[] {
  let begin = 0;
  return layers.map(({ shape }) => {
    const stretch = slice(vector, [begin], [size(shape)]);
    begin += size(shape);
    return reshape(stretch, shape);
  });
}

/** One flat vector [parameters] of the layers' tensors. */
export function flatten(tensors: readonly Tensor[]): Tensor {
  const flat = tensors.map((tensor) => reshape(tensor, [size(tensor.shape)]));
  return flat.length === 1 && flat[0] ? flat[0] : concat(flat, 0);
}

/** Where each layer lies in a flat vector. */
export function splitValues(
  vector: Float64Array,
  layers: readonly Layer[],
): { readonly name: string; readonly shape: Shape; readonly values: Float64Array }[] {
  let begin = 0;
  return layers.map(({ name, shape }) => {
    const end = begin + size(shape);
    const values = vector.slice(begin, end);
    begin = end;
    return { name, shape, values };
  });
}
