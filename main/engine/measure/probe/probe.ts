import type { OptimizerAtStep } from '../../../../app/experiment/optimizer-rules.ts';
import type { RunEvent } from '../../../../app/run/run.ts';
import type { SearchResult } from '../../curvature/search.ts';
import type { Neighbourhood } from '../iterates.ts';

/** g at an iterate and, where the optimizer has one, g⁺; flat [parameters]. */
export interface Gradients {
  readonly gradient: Float64Array;
  readonly ascentGradient: Float64Array | undefined;
  /** ℓ there, where steps take mini-batches. */
  readonly loss?: number | undefined;
}

/** What probes look at: a measured step with its curvature. */
export interface Moment {
  readonly step: number;
  /** With its settings at this step. */
  readonly optimizer: OptimizerAtStep;
  readonly neighbourhood: Neighbourhood;
  /** ¼(w_{t−1} + 2w_t + w_{t+1}); null at the ends of a run. */
  readonly middle: Float64Array | null;
  readonly gradients: Gradients;
  /** Leading eigenpairs at w_t. */
  readonly here: SearchResult;
  /** Whether Lanczos begins from random vectors at this measurement. */
  readonly cold: boolean;
  /** Leading eigenpairs at the midpoint, where there is one. */
  readonly between: SearchResult | null;
}

/** What a probe found. */
export interface Findings {
  /** Values by series name. */
  readonly values: Readonly<Record<string, number>>;
  readonly events?: readonly RunEvent[];
}

/** A thing that is measured besides curvature, chosen in the experiment's `measure`; one file each. */
export interface Probe {
  /** As its cost is told. */
  readonly name: string;
  at(moment: Moment): Promise<Findings> | Findings;
}
