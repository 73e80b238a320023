import type { Experiment } from '../../../app/experiment/experiment.ts';
import { written } from '../networks/written.ts';

/** A whole run with its measurements, beside peers that do the same or less. */
export interface RunRow {
  readonly name: string;
  readonly title: string;
  readonly experiment: Experiment;
  readonly rounds: number;
  /** What is promised: time of ours over that of the best peer's bare steps, and how many times as long the measured peers take. */
  readonly promises: { readonly bare?: number; readonly pyhessian: number; readonly lanczos: number };
}

const measure = { sharpness: { every: 10, count: 1, tolerance: 1e-3 } };

export const runRows: readonly RunRow[] = [
  {
    name: 'fashion-mnist',
    title:
      '784-200-200-10, 1,000 images, 1,000 steps of SAM, λ₁ every 10 steps at iterate and midpoint, δ at every step',
    experiment: written({
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [200, 200], activation: 'tanh' },
        data: { kind: 'fashion-mnist', train: 1000 },
      },
      optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
      steps: 1000,
      precision: 'float32',
      measure,
    }),
    rounds: 1, // PyHessian alone takes minutes
    promises: { bare: 1.5, pyhessian: 2, lanczos: 2 },
  },
  {
    name: 'chebyshev',
    title:
      '1-50-50-1, 20 points, 1,000 steps of SAM, λ₁ every 10 steps at iterate and midpoint, δ at every step',
    experiment: written({
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh' },
        data: { kind: 'chebyshev', degree: 5, points: 20 },
      },
      optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 },
      steps: 1000,
      precision: 'float32',
      measure,
    }),
    rounds: 3,
    promises: { pyhessian: 10, lanczos: 3 },
  },
];
