import type { LossName } from '../../../app/experiment/experiment.ts';
import { exp, log, maximum, mul, neg, sub, sum } from '../graph/build.ts';
import { size, type Tensor } from '../graph/tensor.ts';

/** A loss of outputs [examples, outputs] against targets of the same shape: a scalar. */
type Loss = (outputs: Tensor, targets: Tensor) => Tensor;

/** The losses by name. */
export const losses: Readonly<Record<LossName, Loss>> = {
  /** ½ mean over the examples of the sum over the outputs of (output − target)². */
  'half-squared-error': (outputs, targets) => mul(0.5 / examples(outputs), squaredDistance(outputs, targets)),
  /** Mean over examples and outputs of (output − target)². */
  'mean-squared-error': (outputs, targets) => mul(1 / size(outputs.shape), squaredDistance(outputs, targets)),
  /** −mean over the examples of Σ target·log softmax(outputs); the largest output is subtracted first, so nothing overflows. */
  'cross-entropy': (outputs, targets) => {
    const shifted = sub(outputs, maximum(outputs, [1]));
    const logProbabilities = sub(shifted, log(sum(exp(shifted), [1], true)));
    return mul(1 / examples(outputs), neg(sum(mul(targets, logProbabilities))));
  },
};

function examples({ shape }: Tensor): number {
  return shape[0]!;
}

function squaredDistance(outputs: Tensor, targets: Tensor): Tensor {
  const errors = sub(outputs, targets);
  return sum(mul(errors, errors));
}
