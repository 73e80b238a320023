import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { problemsOf } from './issues.ts';
import { sift } from './sift.ts';

/** What became of a value that a schema was laid against. */
export interface Validated<Output> {
  /** All that is wrong; empty where the value is right. */
  readonly problems: readonly Problem[];
  /** The value without unknown keys. */
  readonly sifted: unknown;
  /** The value with every default filled in; null where something is wrong. */
  readonly output: Output | null;
}

/** Lays a schema against a value, and finds everything that is wrong: unknown and missing keys, and values. */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  written: unknown,
): Validated<v.InferOutput<Schema>> {
  const { problems, value: sifted } = sift(schema, written);
  if (sifted === undefined) return { problems, sifted, output: null };
  const result = v.safeParse(schema, sifted);
  const all = [...problems, ...problemsOf(result.issues ?? [])];
  return { problems: all, sifted, output: result.success && all.length === 0 ? result.output : null };
}
