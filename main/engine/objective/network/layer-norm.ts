import { add, mul, power, sub, sum } from '../../graph/build.ts';
import { size, type Tensor } from '../../graph/tensor.ts';

const EPSILON = 1e-5; // added to the variance, as PyTorch's layer norm does

/**
 * Layer normalisation (Ba, Kiros and Hinton, arXiv 1607.06450): (x − mean)/√(variance + 10⁻⁵) over `axes`, the variance divided by their number
 * of elements, times a scale plus a shift, which broadcast to x.
 */
export function layerNorm(x: Tensor, axes: readonly number[], scale: Tensor, shift: Tensor): Tensor {
  const share = 1 / size(axes.map((axis) => x.shape[axis] ?? 1));
  const mean = (values: Tensor): Tensor => mul(share, sum(values, axes, true));
  const centred = sub(x, mean(x));
  // Scale and deviation in one factor: it is small beside x.
  const gain = mul(scale, power(add(mean(mul(centred, centred)), EPSILON), -0.5));
  return add(mul(centred, gain), shift);
}
