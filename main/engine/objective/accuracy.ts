import { add, maximum, mul, step, sub, sum } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * What some examples contribute to the share of those classified rightly among `of`, a scalar. Right are those whose target's output no other output exceeds, so ties count as right. Outputs that
 * are not finite are wrong.
 * @param outputs [some, classes]
 * @param targets one-hot, [some, classes]
 */
export function accuracy(outputs: Tensor, targets: Tensor, of: number): Tensor {
  const behind = sub(maximum(outputs, [1]), sum(mul(outputs, targets), [1], true));
  const finite = step(add(mul(behind, behind), 1)); // 0 for NaN, else 1
  const right = mul(finite, sub(1, step(behind)));
  return mul(1 / of, sum(right));
}
