import type { Data } from '../../../../app/experiment/data.ts';
import type { DataSet } from './data-set.ts';

/** `points` equally spaced points of [−1, 1], ends included, and T_degree at them (Cohen et al., arXiv 2103.00065, used degree 5, 20 points). */
export function chebyshev({ degree, points }: Extract<Data, { kind: 'chebyshev' }>): DataSet {
  const inputs = Float64Array.from({ length: points }, (_, i) => -1 + (2 * i) / (points - 1));
  const targets = inputs.map((x) => polynomial(degree, x));
  return { inputs: 1, outputs: 1, classes: false, train: { count: points, inputs, targets }, test: null };
}

/** T_degree(x) by T_{k+1} = 2x·T_k − T_{k−1}. */
function polynomial(degree: number, x: number): number {
  let [current, next] = [1, x];
  for (let k = 0; k < degree; k++) [current, next] = [next, 2 * x * next - current];
  return current;
}
