import { add, maximum, mul, step, sub, sum } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * Share of the examples classified rightly, a scalar: those whose target's output no other output exceeds, so ties count as right. Outputs that
 * are not finite are wrong.
 * @param outputs [examples, classes]
 * @param targets one-hot, [examples, classes]
 */
export function accuracy(outputs: Tensor, targets: Tensor): Tensor {
  const behind = sub(maximum(outputs, [1]), sum(mul(outputs, targets), [1], true));
  const finite = step(add(mul(behind, behind), 1)); // 0 for NaN, else 1
  const right = mul(finite, sub(1, step(behind)));
  return mul(1 / outputs.shape[0]!, sum(right));
}
