import type { ActivationName } from '../../../../app/experiment/network.ts';
import { add, mul, power, sigmoid, softplus, step, tanh } from '../../graph/build.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** Activations by name, elementwise. */
export const activations: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  tanh,
  /** max(x, 0); its derivative at 0 is 0. */
  relu: (x) => mul(x, step(x)),
  /** ½x(1 + tanh(√(2/π)(x + 0.044715x³))): the tanh form of Hendrycks and Gimpel, arXiv 1606.08415. */
  gelu: (x) => {
    const inner = mul(Math.sqrt(2 / Math.PI), add(x, mul(0.044715, power(x, 3))));
    return mul(mul(0.5, x), add(1, tanh(inner)));
  },
  softplus,
  sigmoid,
  linear: (x) => x,
};
