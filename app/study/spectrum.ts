import * as v from 'valibot';
import { spectrumDefaults, spectrumRanges, type SpectrumMeasure } from '../experiment/spectrum.ts';
import { integer } from '../experiment/value.ts';
import { arrayOf, numberOf, type StudyArrays } from './study.ts';

/** What may be asked of a spectrum; left out, it is as the run measured it there, or as `spectrumDefaults` says. */
export const spectrumSettings = {
  vectors: v.optional(spectrumRanges.vectors),
  steps: v.optional(spectrumRanges.steps),
  count: v.optional(spectrumRanges.count),
  /** Of the probes and of Lanczos' start vectors; the run's own where left out. */
  seed: v.optional(integer({ min: 0, max: 4294967295 })),
};

export interface SpectrumQuestion {
  readonly kind: 'spectrum';
  readonly vectors: number;
  readonly steps: number;
  readonly count: number;
  readonly seed: number;
}

type Given = { readonly [Name in keyof Omit<SpectrumQuestion, 'kind'>]?: number | undefined };

/** A run's own settings, and the step that is asked about. */
interface Asked {
  readonly seed: number;
  readonly step?: number;
  readonly measured?: SpectrumMeasure | undefined;
}

/** The question with every setting: those of the run's own spectrum where it measured one at the step. */
export function spectrumQuestion(given: Given, { seed, step, measured }: Asked): SpectrumQuestion {
  const own = step !== undefined && measured?.at.includes(step) ? measured : spectrumDefaults;
  return {
    kind: 'spectrum',
    vectors: given.vectors ?? own.vectors,
    steps: given.steps ?? own.steps,
    count: given.count ?? own.count,
    seed: given.seed ?? seed,
  };
}

/** The spectrum of ∇²ℓ at one point of a run (docs/studies.md). */
export interface Spectrum {
  readonly step: number;
  /** n: how many eigenvalues there are. */
  readonly parameters: number;
  /** Whether `nodes` are all the eigenvalues, not a quadrature: where n is at most the number of Lanczos steps. */
  readonly exact: boolean;
  /** Of the quadrature of the spectral density: eigenvalues of the probes' tridiagonal matrices, probe after probe. L/W². */
  readonly nodes: Float64Array;
  /** Of the nodes; they add up to 1. */
  readonly weights: Float64Array;
  /** Number of the probe of each node. */
  readonly probes: Float64Array;
  /** Eigenvalues at which `density` is given. */
  readonly grid: Float64Array;
  /** Σ weights·N(grid; nodes, broadening²); its integral is 1. W²/L. */
  readonly density: Float64Array;
  /** Standard deviation of the Gaussians, L/W². */
  readonly broadening: number;
  /** tr ∇²ℓ: the mean of zᵀHz over the probes; exact where `exact`. */
  readonly trace: number;
  /** Its standard error over the probes; null with one probe. */
  readonly traceError: number | null;
  /** λ₁ … λ_k, falling; fewer where there are fewer parameters. */
  readonly eigenvalues: Float64Array;
  /** ‖Hu − λu‖ of each. */
  readonly residuals: Float64Array;
  /** λ_min, the smallest (most negative) eigenvalue. */
  readonly least: number;
  readonly leastResidual: number;
  /** Hessian-vector products it took. */
  readonly products: number;
  readonly vectors: number;
  readonly steps: number;
  readonly seed: number;
}

/** A spectrum of the arrays it is kept as. */
export function spectrumOf(step: number, arrays: StudyArrays): Spectrum {
  const error = numberOf(arrays, 'trace', 1);
  return {
    step,
    parameters: numberOf(arrays, 'parameters'),
    exact: numberOf(arrays, 'exact') === 1,
    nodes: arrayOf(arrays, 'nodes'),
    weights: arrayOf(arrays, 'weights'),
    probes: arrayOf(arrays, 'probes'),
    grid: arrayOf(arrays, 'grid'),
    density: arrayOf(arrays, 'density'),
    broadening: numberOf(arrays, 'broadening'),
    trace: numberOf(arrays, 'trace'),
    traceError: Number.isNaN(error) ? null : error,
    eigenvalues: arrayOf(arrays, 'eigenvalues'),
    residuals: arrayOf(arrays, 'residuals'),
    least: numberOf(arrays, 'least'),
    leastResidual: numberOf(arrays, 'least', 1),
    products: numberOf(arrays, 'products'),
    vectors: numberOf(arrays, 'settings', 0),
    steps: numberOf(arrays, 'settings', 1),
    seed: numberOf(arrays, 'settings', 3),
  };
}
