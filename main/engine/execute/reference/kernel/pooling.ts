import type { Shape } from '../../../graph/tensor.ts';
import { indexMap, strides } from '../index-map.ts';
import { bufferAt, type Bind } from './kernel.ts';

/** Where the squares' pixels lie in images [N, H, W, C]: in the order of the pooled elements, `size`² pixels each. */
function squares(
  images: Shape,
  [count = 1, rows = 1, columns = 1, channels = 1]: Shape,
  size: number,
): Int32Array {
  const [image = 0, row = 0, pixel = 0, channel = 0] = strides(images);
  return indexMap(
    [count, rows, columns, channels, size, size],
    [image, size * row, size * pixel, channel, row, pixel],
  );
}

/** Means over squares, summed in float64. */
export function bindAveragePool(size: number): Bind {
  return (node, inputs, out) => {
    const images = bufferAt(inputs, 0);
    const map = squares(node.inputs[0]?.shape ?? [], node.shape, size);
    const area = size * size;
    return () => {
      for (let i = 0; i < out.length; i++) {
        let total = 0;
        for (let k = i * area; k < (i + 1) * area; k++) total += images[map[k]!]!;
        out[i] = total / area;
      }
    };
  };
}

/** Every element divided among the pixels of its square; pixels of no square are zero. */
export function bindAveragePoolImages(size: number): Bind {
  return (node, inputs, out) => {
    const cotangent = bufferAt(inputs, 0);
    const map = squares(node.shape, node.inputs[0]?.shape ?? [], size);
    const area = size * size;
    return () => {
      out.fill(0);
      for (let i = 0; i < cotangent.length; i++) {
        const share = cotangent[i]! / area;
        for (let k = i * area; k < (i + 1) * area; k++) out[map[k]!] = share;
      }
    };
  };
}
