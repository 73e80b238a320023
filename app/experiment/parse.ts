import type { Problem } from '../run/run.ts';
import { contradictions } from './check/contradictions.ts';
import { Experiment } from './experiment.ts';
import { validate } from './parse/validate.ts';

/** An experiment with every default filled in, or all that is wrong with what was written. */
export type ParsedExperiment = { readonly experiment: Experiment } | { readonly problems: Problem[] };

/**
 * Reads one experiment (docs/experiment-file.md). Every error is found, each with its place, what stands there and what is expected.
 * Never throws, whatever JSON value it is given.
 */
export function parseExperiment(written: unknown): ParsedExperiment {
  const { problems, sifted, output } = validate(Experiment, written);
  const all = [...problems, ...contradictions(sifted)];
  return output && all.length === 0 ? { experiment: output } : { problems: all };
}
