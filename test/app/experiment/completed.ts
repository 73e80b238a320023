import type { Experiment } from '../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../app/experiment/parse.ts';

/** An experiment as written with its defaults filled in. @throws Error if it is none */
export function completed(written: unknown): Experiment {
  const parsed = parseExperiment(written);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.experiment;
}
