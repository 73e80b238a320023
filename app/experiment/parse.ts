import * as v from 'valibot';
import type { Problem } from '../run/run.ts';
import { contradictions } from './check/contradictions.ts';
import { Experiment } from './experiment.ts';
import { problemsOf } from './parse/issues.ts';
import { sift } from './parse/sift.ts';

/** An experiment with every default filled in, or all that is wrong with what was written. */
export type ParsedExperiment = { readonly experiment: Experiment } | { readonly problems: Problem[] };

/**
 * Reads one experiment (docs/experiment-file.md). Every error is found, each with its place, what stands there and what is expected.
 * Never throws, whatever JSON value it is given.
 */
export function parseExperiment(written: unknown): ParsedExperiment {
  const sifted = sift(Experiment, written);
  if (sifted.value === undefined) return { problems: [...sifted.problems] };
  const result = v.safeParse(Experiment, sifted.value);
  const problems = [...sifted.problems, ...problemsOf(result.issues ?? []), ...contradictions(sifted.value)];
  return result.success && problems.length === 0 ? { experiment: result.output } : { problems };
}
