import type { Shape, Tensor } from './tensor.ts';

/** A function from named inputs and a module's variables to named outputs, and the variables' next values. */
export interface Program {
  /** Names and shapes fed at every call; every other `input` node is a variable of the module. */
  readonly inputs: Readonly<Record<string, Shape>>;
  /** Inputs that differ from run to run inside one `iterate` (noise, a step size after a schedule): fed stacked, [count, …shape]. */
  readonly rows?: Readonly<Record<string, Shape>>;
  /** Runs of it are not put into one call: something is done with each before the next. */
  readonly alone?: boolean;
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Variable name → its value after the call; all are assigned together at the end. */
  readonly updates: Readonly<Record<string, Tensor>>;
}

/** Programs over shared variables, which stay inside the executor between calls: weights, data, held directions. */
export interface Module {
  readonly variables: Readonly<Record<string, Shape>>;
  readonly programs: Readonly<Record<string, Program>>;
}
