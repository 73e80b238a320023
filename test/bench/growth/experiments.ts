/** An experiment, as in an experiment file, and how large it is. */
export interface Sized {
  readonly size: number;
  readonly experiment: object;
}

const optimizer = { kind: 'sam', stepSize: 1e-3, radius: 0.01 };
const STEPS = 10; // of the runs whose memory is told; the sharpness is measured at the start and at the end

/** An MLP 20-hidden-10 on a Gaussian mixture. */
function mixture(hidden: readonly number[], examples: number): object {
  return {
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden, activation: 'tanh' },
      data: { kind: 'mixture', classes: 10, dimension: 20, points: examples },
    },
    optimizer,
    steps: STEPS,
    precision: 'float32',
  };
}

/** Widths h of 20-h-h-10 with 100 examples: h² + 32h + 10 parameters, about 10³ … 10⁷. */
export const growingParameters: readonly Sized[] = [19, 85, 301, 984, 3146].map((width) => ({
  size: width ** 2 + 32 * width + 10,
  experiment: mixture([width, width], 100),
}));

/** Examples of 20-32-32-32-10. */
export const growingExamples: readonly Sized[] = [1e2, 1e3, 1e4, 1e5].map((examples) => ({
  size: examples,
  experiment: mixture([32, 32, 32], examples),
}));

/** Steps of runs of 1-50-50-1 with the usual measurements. */
export const growingSteps: readonly Sized[] = [1e2, 1e3, 1e4, 1e5, 1e6].map((steps) => ({
  size: steps,
  experiment: {
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh' },
      data: { kind: 'chebyshev', degree: 5, points: 20 },
    },
    optimizer,
    steps,
    precision: 'float32',
  },
}));
