import { activationBytes, heldBytes, numberBytes } from './activations.ts';
import { chunkSize } from './chunk.ts';
import type { Data } from './data.ts';
import { eigenvalueList } from './eigenvalues.ts';
import type { Backend, BackendChoice, Experiment, NetworkObjective, Objective } from './experiment.ts';
import { quadraticMapNumbers } from './quadratic-map.ts';
import { dataShape, leastShape, networkParameters, trainingExamples, type DataShape } from './size.ts';
import { probesSideBySide } from './spectrum.ts';

/** What a run needs at its peak, in bytes, by what it is for: fitted to the peak memory of a few runs. */
export interface MemoryEstimate {
  /** The engine's process with its library. */
  readonly process: number;
  /** The objective's data, in all the places where they are held. */
  readonly data: number;
  /** Vectors of the parameters' length: iterates, eigenvectors, gradients, the bases of the searches, and what is left of them. */
  readonly parameters: number;
  /** What the layers put out for the examples of a chunk, and what is computed from it on the way to a Hessian-vector product. */
  readonly activations: number;
}

/** What an objective's size depends on. */
type Sized = Exclude<Objective, { kind: 'network' }> | Pick<NetworkObjective, 'kind' | 'network' | 'data'>;

/** The data of an experiment as they were found, where its file alone does not tell their shape. */
export interface FoundData {
  readonly shape: DataShape;
  /** Training examples. */
  readonly examples: number;
}

const FLOAT64 = numberBytes.float64;

/** Measured: bytes of an engine without a run. */
const PROCESS: Readonly<Record<Backend, number>> = { reference: 110e6, onnx: 145e6, tensorflow: 460e6 };

const BASIS = 48; // vectors of Lanczos before a restart, if it needs as many
const HELD = 30; // other vectors of the parameters' length in float64, with what messages copy of them
const FLOW = 10; // a flow's point, the slopes of a step, and what they are added up in
const COMPUTED = 40; // such vectors in the run's precision, inside the library
const GARBAGE = 2000; // bytes a parameter of vectors that are no longer used and lie about until they are collected
const MOST_GARBAGE = 500e6;
const COPIES = 2; // of the data inside the library; another two, in float64, are held beside it and sent to the lab

/**
 * Estimates the memory of a run's process.
 * @param backend what will compute it; where that is not decided, ONNX Runtime, which needs most of those that `auto` takes for networks
 * @param found the data where they are known already; else what the experiment says of them, from below for a table
 */
export function estimateMemory(
  experiment: Pick<Experiment, 'precision' | 'chunk' | 'measure'> & { readonly objective: Sized },
  backend: BackendChoice,
  found: FoundData | null = null,
): MemoryEstimate {
  const { objective, precision, measure } = experiment;
  const by = backend === 'auto' ? 'onnx' : backend;
  const bytes = numberBytes[precision];
  const vectors = (count: number): number => {
    const pairs = measure.sharpness.count + 1;
    const basis =
      Math.max(Math.min(count, Math.max(BASIS, 2 * pairs)), spectrumBasis(count, measure)) +
      4 * pairs +
      (measure.flow ? FLOW + pairs : 0);
    const used = count * (FLOAT64 * (basis + HELD) + bytes * (COMPUTED + pairs));
    return used + Math.min(GARBAGE * count, MOST_GARBAGE);
  };
  const data = (numbers: number): number => numbers * (2 * FLOAT64 + COPIES * bytes);
  switch (objective.kind) {
    case 'quadratic': {
      const n = eigenvalueList(objective.eigenvalues).length;
      return {
        process: PROCESS[by],
        data: data(objective.rotate ? n * n : n),
        parameters: vectors(n),
        activations: 0,
      };
    }
    case 'expression':
      return {
        process: PROCESS[by],
        data: 0,
        parameters: vectors(objective.variables.length),
        activations: 0,
      };
    case 'chain':
      return { process: PROCESS[by], data: 0, parameters: vectors(objective.depth), activations: 0 };
    case 'quadratic-map': {
      const { parameters, examples } = objective;
      return {
        process: PROCESS[by],
        data: data(quadraticMapNumbers(objective)),
        parameters: vectors(parameters),
        activations: heldBytes(examples * parameters, precision, by),
      };
    }
    case 'network': {
      const { shape, examples } = found ?? dataOf(objective.data);
      const { inputs, outputs } = shape;
      const together = chunkSize(experiment, objective.network, shape, examples) ?? examples;
      return {
        process: PROCESS[by],
        data: data(shape.examples * (inputs + outputs)),
        parameters: vectors(networkParameters(objective.network, shape)),
        activations: together * activationBytes(objective.network, shape, precision, by),
      };
    }
  }
}

/** Vectors of the bases of a spectrum's probes that are held at once; 0 without a spectrum, or where the dense Hessian is taken instead. */
function spectrumBasis(parameters: number, { spectrum }: Experiment['measure']): number {
  if (!spectrum || parameters <= spectrum.steps) return 0;
  return spectrum.steps * probesSideBySide(parameters, spectrum);
}

/** The bytes of all parts. */
export function totalBytes({ process, data, parameters, activations }: MemoryEstimate): number {
  return process + data + parameters + activations;
}

function dataOf(data: Data): FoundData {
  const [shape, examples] = [dataShape(data), trainingExamples(data)];
  return { shape: shape ?? leastShape(data), examples: examples ?? 1 };
}

/** `1.2 GB`, `350 MB`. */
export function bytesText(bytes: number): string {
  const [unit, name] = bytes >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB'];
  const digits = bytes < 10 * unit ? 1 : 0;
  return `${(bytes / unit).toLocaleString('en-US', { maximumFractionDigits: digits })} ${name}`;
}
