import { LabError } from '../../app/contract/contract.ts';
import { describeExperiment } from '../../app/experiment/describe.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { experimentHash, startHash } from '../../app/experiment/hash.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import type { Problem } from '../../app/run/run.ts';
import type { NewRun } from '../store/store.ts';

/** New runs of experiments as written. @throws LabError with the problems of all of them, each at its place: `experiments[1].steps`. */
export function parseExperiments(experiments: readonly unknown[]): NewRun[] {
  const problems: Problem[] = [];
  const runs = experiments.flatMap((written, index): NewRun[] => {
    const parsed = parseExperiment(written);
    if ('problems' in parsed) {
      problems.push(...parsed.problems.map((problem) => within(`experiments[${index}]`, problem)));
      return [];
    }
    return [newRun(parsed.experiment)];
  });
  if (problems.length > 0) throw new LabError(problems);
  return runs;
}

/** A new run of one experiment as written. @throws LabError with its problems, each at its place: `steps`. */
export function parseOne(written: unknown): NewRun {
  const parsed = parseExperiment(written);
  if ('problems' in parsed) throw new LabError(parsed.problems);
  return newRun(parsed.experiment);
}

function newRun(experiment: Experiment): NewRun {
  return {
    name: experiment.name || describeExperiment(experiment),
    experiment,
    hash: experimentHash(experiment),
    startHash: startHash(experiment),
  };
}

function within(outer: string, problem: Problem): Problem {
  const { place = '' } = problem;
  return { ...problem, place: place === '' || place.startsWith('[') ? outer + place : `${outer}.${place}` };
}
