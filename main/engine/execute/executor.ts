import type { Backend, Precision } from '../../../app/experiment/experiment.ts';
import type { Module } from '../graph/program.ts';

/** Named row-major values. They cross the border in float64 whatever the session's precision. */
export type Values = Readonly<Record<string, Float64Array>>;

export interface SessionOptions {
  readonly precision: Precision;
  readonly threads: number;
  /** How TensorFlow computes: by its kernels (plain, if nothing is said), or by code that XLA compiles. Other executors know one way. */
  readonly mode?: 'plain' | 'xla';
}

/** A module loaded into an executor. Its variables start at zero. Whoever opened it releases it. */
export interface Session {
  /** Sets variables. @throws if a name or a length does not fit. */
  write(values: Values): Promise<void>;
  /** Reads variables. */
  read(names: readonly string[]): Promise<Record<string, Float64Array>>;
  /** Runs a program once. */
  run(program: string, inputs: Values): Promise<Record<string, Float64Array>>;
  /**
   * Runs a program `count` times inside one call, each run seeing the variables the last one left and its own slice of the
   * program's `rows`. The numbers are the same bit for bit however a stretch of runs is cut into calls.
   * @returns every run's outputs, stacked: an output of shape s comes back as [count, …s].
   */
  iterate(program: string, count: number, inputs: Values): Promise<Record<string, Float64Array>>;
  release(): Promise<void>;
}

export interface ExecutorDescription {
  readonly backend: Backend;
  /** Library and version. */
  readonly library: string;
  readonly device: string;
  readonly precisions: readonly Precision[];
}

/** One way to compute tensor programs. */
export interface Executor {
  describe(): ExecutorDescription;
  /** Compiles all programs of a module. @throws EngineError naming the operation that is not supported, or what is missing. */
  open(module: Module, options: SessionOptions): Promise<Session>;
}
