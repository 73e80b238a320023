import type { Data } from './data.ts';
import type { NetworkObjective, Objective } from './experiment.ts';

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

const SMALLEST: DataShape = { examples: 1, inputs: 1, outputs: 1, classes: false }; // of a table not opened yet

/** A network's parameters and the bytes its run holds at once, both roughly and from below; `eigenvalues` are measured. */
export function networkMemory(
  { network, data }: Pick<NetworkObjective, 'network' | 'data'>,
  eigenvalues: number,
): { readonly parameters: number; readonly bytes: number } {
  const { examples, inputs, outputs } = dataShape(data) ?? SMALLEST;
  const parameters = networkParameters(network, inputs, outputs);
  const widths = network.hidden.reduce((sum, width) => sum + width, outputs);
  const values = parameters * (VECTORS + 2 * eigenvalues) + examples * (inputs + outputs + VALUES * widths);
  return { parameters, bytes: NUMBER * values };
}
