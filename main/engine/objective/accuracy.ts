import { maximum, mul, step, sub, sum } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * Share of the examples classified rightly, a scalar: those whose target's output no other output exceeds, so ties count as right.
 * @param outputs [examples, classes]
 * @param targets one-hot, [examples, classes]
 */
export function accuracy(outputs: Tensor, targets: Tensor): Tensor {
  const ofTarget = sum(mul(outputs, targets), [1], true);
  const wrong = step(sub(maximum(outputs, [1]), ofTarget));
  return sub(1, mul(1 / outputs.shape[0]!, sum(wrong)));
}
