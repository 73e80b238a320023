import { refuse, sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { node } from './leaf.ts';

/**
 * Means over squares of `size`×`size` pixels side by side: images [N, H, W, C] become [N, ⌊H/size⌋, ⌊W/size⌋, C]; rows and columns that fill no
 * square are left out.
 */
export function averagePool(images: Tensor, size: number): Tensor {
  const [count, height = 0, width = 0, channels] = images.shape;
  const fits = Number.isInteger(size) && size >= 1 && size <= Math.min(height, width);
  if (!fits || images.shape.length !== 4)
    refuse('average-pool', [images], `images [N, H, W, C] of at least ${size} × ${size} pixels`);
  if (size === 1) return images;
  const shape = [count ?? 1, Math.floor(height / size), Math.floor(width / size), channels ?? 1];
  return node({ op: 'average-pool', size }, [images], shape);
}

/** Adjoint of `averagePool` on images of [H, W]: every element of a cotangent divided among the pixels of its square. */
export function averagePoolImages(
  cotangent: Tensor,
  size: number,
  [height, width]: readonly [number, number],
): Tensor {
  const [count, rows, columns, channels] = cotangent.shape;
  const pooled = [count ?? 0, Math.floor(height / size), Math.floor(width / size), channels ?? 0];
  if (!sameShape(pooled, cotangent.shape))
    refuse(
      'average-pool-images',
      [cotangent],
      `what pooling by ${size} gives of images of ${height} × ${width}, not ${rows ?? 0} × ${columns ?? 0}`,
    );
  if (size === 1) return cotangent;
  return node({ op: 'average-pool-images', size }, [cotangent], [count ?? 1, height, width, channels ?? 1]);
}
