import { averagePool, averagePoolImages } from '../build.ts';
import { dimension } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { linear } from './linear.ts';
import { first, type Rules } from './rule.ts';

function imageSize({ shape }: Tensor): readonly [number, number] {
  return [dimension(shape, 1), dimension(shape, 2)];
}

export const poolingRules: Rules<'average-pool' | 'average-pool-images'> = {
  'average-pool': linear(
    (tangent, node) => averagePool(tangent, node.operation.size),
    (cotangent, node) => averagePoolImages(cotangent, node.operation.size, imageSize(first(node))),
  ),
  'average-pool-images': linear(
    (tangent, node) => averagePoolImages(tangent, node.operation.size, imageSize(node)),
    (cotangent, node) => averagePool(cotangent, node.operation.size),
  ),
};
