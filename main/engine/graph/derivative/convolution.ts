import { add, convolution, convolutionFilters, convolutionImages } from '../build.ts';
import { dimension } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { first, second, type Derivative, type Rules } from './rule.ts';

type Convolution = 'convolution' | 'convolution-images' | 'convolution-filters';

function sum(a: Derivative, b: Derivative): Derivative {
  return a && b ? add(a, b) : (a ?? b);
}

/** Height and width of images. */
function imageSize({ shape }: Tensor): readonly [number, number] {
  return [dimension(shape, 1), dimension(shape, 2)];
}

/** Height and width of filters. */
function filterSize({ shape }: Tensor): readonly [number, number] {
  return [dimension(shape, 0), dimension(shape, 1)];
}

/**
 * All three are parts of one form T(images x, filters w, cotangent y) = Σ y·(x ∗ w), linear in each of the three, left open in one of them: y for
 * the convolution itself, x and w for its adjoints. So the derivatives of each are the other two.
 */
export const convolutionRules: Rules<Convolution> = {
  convolution: {
    forward: (node, [x = null, w = null]) => {
      const { window } = node.operation;
      return sum(x && convolution(x, second(node), window), w && convolution(first(node), w, window));
    },
    reverse: (node, y) => {
      const { window } = node.operation;
      const [x, w] = [first(node), second(node)];
      return [convolutionImages(y, w, window, imageSize(x)), convolutionFilters(x, y, window, filterSize(w))];
    },
  },
  'convolution-images': {
    forward: (node, [y = null, w = null]) => {
      const { window } = node.operation;
      const size = imageSize(node);
      return sum(
        y && convolutionImages(y, second(node), window, size),
        w && convolutionImages(first(node), w, window, size),
      );
    },
    reverse: (node, x) => {
      const { window } = node.operation;
      const [y, w] = [first(node), second(node)];
      return [convolution(x, w, window), convolutionFilters(x, y, window, filterSize(w))];
    },
  },
  'convolution-filters': {
    forward: (node, [x = null, y = null]) => {
      const { window } = node.operation;
      const size = filterSize(node);
      return sum(
        x && convolutionFilters(x, second(node), window, size),
        y && convolutionFilters(first(node), y, window, size),
      );
    },
    reverse: (node, w) => {
      const { window } = node.operation;
      const [x, y] = [first(node), second(node)];
      return [convolutionImages(y, w, window, imageSize(x)), convolution(x, w, window)];
    },
  },
};
