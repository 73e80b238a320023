import { refuse, sameShape } from '../shape.ts';
import type { Shape, Tensor, Window } from '../tensor.ts';
import { node } from './leaf.ts';

/** Images [N, H, W, C] under filters [KH, KW, C, O]: [N, H′, W′, O] with H′ = ⌊(H + before + after − KH)/stride⌋ + 1, and W′ likewise. */
export function convolution(images: Tensor, filters: Tensor, window: Window): Tensor {
  const shape = convolvedShape(images.shape, filters.shape, window);
  if (!shape)
    refuse(
      'convolution',
      [images, filters],
      `images [N, H, W, C] and filters [KH, KW, C, O] that fit in, ${words(window)}`,
    );
  return node({ op: 'convolution', window }, [images, filters], shape);
}

/** Adjoint of `convolution` in the images, of the size [H, W]: what a cotangent [N, H′, W′, O] is to them. */
export function convolutionImages(
  cotangent: Tensor,
  filters: Tensor,
  window: Window,
  size: readonly [number, number],
): Tensor {
  const shape = [cotangent.shape[0] ?? 0, ...size, filters.shape[2] ?? 0];
  const convolved = convolvedShape(shape, filters.shape, window);
  if (!convolved || !sameShape(convolved, cotangent.shape))
    refuse(
      'convolution-images',
      [cotangent, filters],
      `what a convolution gives of images of ${size.join(' × ')}, ${words(window)}`,
    );
  return node({ op: 'convolution-images', window }, [cotangent, filters], shape);
}

/** Adjoint of `convolution` in the filters, of the size [KH, KW]: what a cotangent [N, H′, W′, O] is to them. */
export function convolutionFilters(
  images: Tensor,
  cotangent: Tensor,
  window: Window,
  size: readonly [number, number],
): Tensor {
  const shape = [...size, images.shape[3] ?? 0, cotangent.shape[3] ?? 0];
  const convolved = convolvedShape(images.shape, shape, window);
  if (!convolved || !sameShape(convolved, cotangent.shape))
    refuse(
      'convolution-filters',
      [images, cotangent],
      `images and what a convolution with filters of ${size.join(' × ')} gives of them, ${words(window)}`,
    );
  return node({ op: 'convolution-filters', window }, [images, cotangent], shape);
}

/** The shape of a convolution, or null where there is none. */
function convolvedShape(images: Shape, filters: Shape, { stride, before, after }: Window): Shape | null {
  const [count, height, width, channels] = images;
  const [filterHeight, filterWidth, alsoChannels, outputs] = filters;
  const whole = [stride - 1, ...before, ...after].every((n) => Number.isInteger(n) && n >= 0);
  if (!whole || images.length !== 4 || filters.length !== 4 || channels !== alsoChannels) return null;
  const places = (side = 0, filter = 0, axis: 0 | 1): number =>
    Math.floor((side + before[axis] + after[axis] - filter) / stride) + 1;
  const shape = [count ?? 0, places(height, filterHeight, 0), places(width, filterWidth, 1), outputs ?? 0];
  return shape.every((dimension) => dimension > 0) ? shape : null;
}

function words({ stride, before, after }: Window): string {
  return `stride ${stride}, zeros [${before.join(', ')}] before and [${after.join(', ')}] after`;
}
