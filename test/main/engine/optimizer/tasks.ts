import { plainNetwork } from '../objective/plain-network.ts';
import type { Collected } from '../run/collect.ts';
import type { PlainLoss } from './plain-run.ts';

const eigenvalues = [3, 1, 0.5];

/** A quadratic in its eigenbasis, and the same by hand. */
export const quadratic = {
  objective: { kind: 'quadratic', eigenvalues, rotate: false, start: [1, -0.7, 0.4] },
  start: [1, -0.7, 0.4],
  loss: ((w) => ({
    value: w.reduce((sum, x, i) => sum + 0.5 * eigenvalues[i]! * x * x, 0),
    gradient: w.map((x, i) => eigenvalues[i]! * x),
  })) satisfies PlainLoss,
};

/** A small network on 20 examples. */
export const network = {
  seed: 5,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [4], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 20 },
  },
};

export const layers = ['layer0.weight', 'layer0.bias', 'layer1.weight', 'layer1.bias'];

/** The parameters of that network in a run, under `start/` or `final/`. */
export function parameters(run: Collected, prefix: string): number[] {
  return layers.flatMap((name) => [...run.arrays.get(`${prefix}/${name}`)!.values]);
}

/** Its loss in loops, on the data that a run had. */
export function networkLoss(run: Collected): PlainLoss {
  const column = (name: string) => [...run.arrays.get(name)!.values].map((value) => [value]);
  const [inputs, targets] = [column('data/inputs'), column('data/targets')];
  return (w, examples) =>
    plainNetwork(
      Float64Array.from(w),
      { inputs: examples.map((i) => inputs[i]!), targets: examples.map((i) => targets[i]!) },
      { widths: [1, 4, 1], activation: 'tanh', loss: 'mean-squared-error', biases: true },
    );
}

export const allExamples = Array.from({ length: 20 }, (_, i) => i);
