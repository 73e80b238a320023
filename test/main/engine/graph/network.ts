import {
  add,
  constant,
  div,
  exp,
  log,
  matmul,
  maximum,
  mul,
  sub,
  sum,
  tanh,
} from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { size, type Shape, type Tensor } from '../../../../main/engine/graph/tensor.ts';
import { derivativesModule } from './derivatives-module.ts';

/** The tanh network of test/reference/tanh_network.py. */
export const sizes = [3, 5, 4, 2];
const points = 6;
const wave = (count: number, frequency: number, phase: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(frequency * i + phase));

export const shapes: readonly Shape[] = sizes
  .slice(1)
  .flatMap((columns, i) => [[sizes[i]!, columns], [columns]]);
export const count = shapes.reduce((total, shape) => total + size(shape), 0);
export const start = wave(count, 0.9, 0.1).map((value) => 0.8 * value);
export const direction = wave(count, 1.7, 0.5);

const inputs = constant(wave(points * 3, 1.3, 0.4), [points, 3]);
const targetValues = wave(points * 2, 2.1, -0.2);
const targets = constant(targetValues, [points, 2]);
const labels = constant(
  targetValues.map((target, i) => {
    const other = targetValues[i % 2 === 0 ? i + 1 : i - 1]!;
    return 1 / (1 + Math.exp(3 * (other - target)));
  }),
  [points, 2],
);

function network(layers: readonly Tensor[]): Tensor {
  let h = inputs;
  for (let i = 0; i < layers.length; i += 2) {
    h = add(matmul(h, layers[i]!), layers[i + 1]!);
    if (i + 2 < layers.length) h = tanh(h);
  }
  return h;
}

export const losses: Readonly<Record<'squared' | 'crossEntropy', (layers: readonly Tensor[]) => Tensor>> = {
  squared: (layers) => {
    const error = sub(network(layers), targets);
    return div(sum(mul(error, error)), points * 2);
  },
  crossEntropy: (layers) => {
    const z = network(layers);
    const shifted = sub(z, maximum(z, [1]));
    const logProbability = sub(shifted, log(sum(exp(shifted), [1], true)));
    return mul(sum(mul(labels, logProbability)), -1 / points);
  },
};

/** ℓ, ∇ℓ, ∇²ℓ·v, D³ℓ(v,v,·) and a step of SAM of the tanh network, over the variables `w` and `v`, flat. */
export function networkModule(loss: keyof typeof losses): Module {
  return derivativesModule(losses[loss], shapes);
}
