import type { LossName } from '../../../app/experiment/experiment.ts';
import { exp, log, maximum, mul, neg, sub, sum } from '../graph/build.ts';
import { size, type Tensor } from '../graph/tensor.ts';

/** What some examples contribute to the mean loss of `of` examples, a scalar: of outputs [some, outputs] against targets of the same shape. */
type Loss = (outputs: Tensor, targets: Tensor, of: number) => Tensor;

/** The losses by name. */
export const losses: Readonly<Record<LossName, Loss>> = {
  /** ½ mean over the examples of the sum over the outputs of (output − target)². */
  'half-squared-error': (outputs, targets, of) => mul(0.5 / of, squaredDistance(outputs, targets)),
  /** Mean over examples and outputs of (output − target)². */
  'mean-squared-error': (outputs, targets, of) =>
    mul(1 / (of * width(outputs)), squaredDistance(outputs, targets)),
  /** −mean over the examples of Σ target·log softmax(outputs); the largest output is subtracted first, so nothing overflows. */
  'cross-entropy': (outputs, targets, of) => {
    const shifted = sub(outputs, maximum(outputs, [1]));
    const logProbabilities = sub(shifted, log(sum(exp(shifted), [1], true)));
    return mul(1 / of, neg(sum(mul(targets, logProbabilities))));
  },
};

function width({ shape }: Tensor): number {
  return size(shape.slice(1));
}

function squaredDistance(outputs: Tensor, targets: Tensor): Tensor {
  const errors = sub(outputs, targets);
  return sum(mul(errors, errors));
}
