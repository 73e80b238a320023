import type { Experiment } from '../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../app/experiment/parse.ts';

/** An experiment as a bench writes it, completed. @throws Error naming what is wrong with it */
export function written(experiment: object): Experiment {
  const parsed = parseExperiment({ version: 1, ...experiment });
  if ('experiment' in parsed) return parsed.experiment;
  throw new Error(
    parsed.problems.map(({ place, message }) => `${place ?? 'experiment'}: ${message}`).join(' '),
  );
}
