import type { Data } from './data.ts';
import type { Experiment, NetworkObjective, Objective } from './experiment.ts';

/** What a network sees of its data. */
export interface DataShape {
  /** Training and test examples together. */
  readonly examples: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Targets are classes, one-hot. */
  readonly classes: boolean;
}

/** The shape of a data set; null where only its file tells. */
export function dataShape(data: Data): DataShape | null {
  switch (data.kind) {
    case 'chebyshev':
      return { examples: data.points, inputs: 1, outputs: 1, classes: false };
    case 'mixture':
      return { examples: data.points, inputs: data.dimension, outputs: data.classes, classes: true };
    case 'digits':
      return { examples: data.train + data.test, inputs: 64, outputs: 10, classes: true };
    case 'fashion-mnist':
      return { examples: data.train + data.test, inputs: 784, outputs: 10, classes: true };
    case 'mnist-1d':
      return { examples: data.train + data.test, inputs: 40, outputs: 10, classes: true };
    case 'csv':
      return null;
  }
}

/** Number of parameters; null where only the data's file tells. */
export function parameterCount(objective: Objective): number | null {
  switch (objective.kind) {
    case 'quadratic':
      return objective.eigenvalues.length;
    case 'expression':
      return objective.variables.length;
    case 'network': {
      const shape = dataShape(objective.data);
      return shape && networkParameters(objective.network, shape.inputs, shape.outputs);
    }
  }
}

/** Number of parameters of a network between inputs and outputs. */
function networkParameters(
  { kind, hidden }: NetworkObjective['network'],
  inputs: number,
  outputs: number,
): number {
  const widths = [inputs, ...hidden, outputs];
  const biases = kind === 'mlp' ? 1 : 0;
  return widths.slice(1).reduce((count, width, i) => count + (widths[i]! + biases) * width, 0);
}

const NUMBER = 8; // bytes of a float64
const VECTORS = 40; // of the parameters' length held at once: iterates, gradients, and the basis of Lanczos
const VALUES = 12; // of a layer's outputs kept for the second derivatives, in the Hessian-vector product

/** Bytes an experiment will need, roughly and from below: parameters, data and a network's layers. 0 where only a file tells. */
export function memoryEstimate({ objective, measure }: Pick<Experiment, 'objective' | 'measure'>): number {
  const parameters = parameterCount(objective) ?? 0;
  const vectors = VECTORS + 2 * measure.sharpness.count;
  const shape = objective.kind === 'network' ? dataShape(objective.data) : null;
  if (objective.kind !== 'network' || !shape) return NUMBER * (parameters * vectors + parameters ** 2);
  const widths = objective.network.hidden.reduce((sum, width) => sum + width, shape.outputs);
  return NUMBER * (parameters * vectors + shape.examples * (shape.inputs + shape.outputs + VALUES * widths));
}
