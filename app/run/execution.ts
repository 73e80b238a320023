import type { Backend, Precision } from '../experiment/experiment.ts';

/** How the backend tensorflow computes: by its kernels, or by code that XLA compiles for the whole program. */
export const modes = ['plain', 'xla'] as const;
export type Mode = (typeof modes)[number];

/** A backend and how it computes; the others than tensorflow know one way, which has no name. */
export interface Way {
  readonly backend: Backend;
  readonly mode: Mode | null;
}

/** A way that was weighed when a run was opened, as its record tells. */
export interface Candidate extends Way {
  /** `CPU`, or the GPU's name; null where it was not opened. */
  readonly device: string | null;
  /** Of the run's own step, in a fused call; null where it was not measured. */
  readonly microsecondsPerStep: number | null;
  /** What became of it: measured when, not tried why, failed how. */
  readonly note: string;
}

/** What a run was computed by, as recorded when it started. */
export interface Execution extends Way {
  /** Library and version: `onnxruntime 1.30.0`. */
  readonly library: string;
  readonly precision: Precision;
  /** `CPU`, or the GPU's name. */
  readonly device: string;
  readonly threads: number;
  /** Why this way: asked for, or what was weighed. */
  readonly reason: string;
  /** What was weighed, the one taken first; empty where there was no choice. */
  readonly candidates: readonly Candidate[];
  /** ε of a normalised ascent as used; null for optimizers without one. */
  readonly epsilon: number | null;
  /** Number of parameters. */
  readonly parameters: number;
  /** Examples evaluated at a time; null: all. */
  readonly chunk: number | null;
  /** Examples of a step; null: all. */
  readonly batch: number | null;
  /** Bytes of memory that the run was estimated to need; null where none was made. */
  readonly memoryEstimate: number | null;
}

/** An execution as any version recorded it: the first ones knew no modes, and computed by TensorFlow's kernels, on all examples at once. */
type Later = 'mode' | 'candidates' | 'chunk' | 'batch' | 'memoryEstimate';
export type RecordedExecution = Omit<Execution, Later> & Partial<Pick<Execution, Later>>;

/** An execution with all its fields, whatever version recorded it. */
export function completeExecution(recorded: RecordedExecution): Execution {
  const mode = recorded.backend === 'tensorflow' ? 'plain' : null;
  return {
    ...{ candidates: [], chunk: null, batch: null, memoryEstimate: null },
    ...recorded,
    mode: recorded.mode ?? mode,
  };
}

/** `onnx`, `tensorflow xla`. */
export function wayText({ backend, mode }: Way): string {
  return mode === null ? backend : `${backend} ${mode}`;
}
