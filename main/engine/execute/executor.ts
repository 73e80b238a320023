import type { Backend, Precision } from '../../../app/experiment/experiment.ts';
import type { Mode } from '../../../app/run/execution.ts';
import type { Module } from '../graph/program.ts';
import type { Numbers } from '../numbers.ts';

/** Named row-major values. They cross the border in float64 whatever the session's precision. */
export type Values = Readonly<Record<string, Float64Array>>;

/** Named row-major values in the precision of a session, or to be brought into it. */
export type HeldValues = Readonly<Record<string, Numbers>>;

export interface SessionOptions {
  readonly precision: Precision;
  readonly threads: number;
  /** How TensorFlow computes; plain, if nothing is said. Other executors know one way. */
  readonly mode?: Mode;
}

/** A call that is going to be made: a program, run once or many times inside one call. */
export interface Use {
  readonly program: string;
  readonly call: 'run' | 'iterate';
}

/** A module loaded into an executor. Its variables start at zero. Whoever opened it releases it. */
export interface Session {
  /** Compiles what such calls need, so that none of them has to when it is first made. Variables stay as they are. */
  prepare(uses: readonly Use[]): Promise<void>;
  /** Sets variables. @throws if a name or a length does not fit. */
  write(values: Values): Promise<void>;
  /** Reads variables. */
  read(names: readonly string[]): Promise<Record<string, Float64Array>>;
  /** Runs a program once. */
  run(program: string, inputs: Values): Promise<Record<string, Float64Array>>;
  /**
   * As `run`, and the numbers cross the border as they are: results come in the session's own precision, and what is fed in it is not converted.
   * It must not be changed before the call has ended.
   */
  runHeld(program: string, inputs: HeldValues): Promise<Record<string, Numbers>>;
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
  /** `CPU`, or the GPU's name. */
  readonly device: string;
  /** What there is to know of the device: why a GPU that is there is not used. Empty where there is nothing. */
  readonly note: string;
  readonly precisions: readonly Precision[];
  /** Each mode with its precisions; empty where it knows one way to compute. */
  readonly modes: readonly { readonly mode: Mode; readonly precisions: readonly Precision[] }[];
}

/** What computes tensor programs. */
export interface Executor extends Pick<ExecutorDescription, 'backend' | 'library' | 'device'> {
  /** Precisions and modes are tried where they are not certain, which takes a second. */
  describe(): ExecutorDescription;
  /** Compiles all programs of a module. @throws EngineError naming the operation that is not supported, or what is missing. */
  open(module: Module, options: SessionOptions): Promise<Session>;
}
