import type { Value } from './graph-writer.ts';

/** A program as an ONNX model. */
export interface Model {
  readonly bytes: Uint8Array;
  /** The inputs, rows and variables that it is fed, by their names in the program. */
  readonly fed: readonly string[];
}

/** The input of a loop model that says how many times the program runs: an int64 scalar. */
export const COUNT = 'count';

/** The name in a model of what is fed, of an output, and of a variable's next value. */
export const fedName = (name: string): Value => `in:${name}`;
export const outputName = (name: string): Value => `out:${name}`;
export const nextName = (name: string): Value => `next:${name}`;
