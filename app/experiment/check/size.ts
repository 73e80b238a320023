import type { Problem } from '../../run/run.ts';
import type { Experiment, Objective } from '../experiment.ts';
import { memoryEstimate, parameterCount } from '../size.ts';

const GIGABYTE = 1e9;
const MOST_MEMORY = 64 * GIGABYTE; // more than a workstation has; a run that needs it would end in a kill by the system

/** Experiments that measure more eigenvalues than there are, or that no machine could hold. */
export function sizeProblems(objective: Objective, measure: Experiment['measure']): Problem[] {
  const problems: Problem[] = [];
  const parameters = parameterCount(objective);
  const { count } = measure.sharpness;
  if (parameters !== null && count > parameters)
    problems.push({
      code: 'contradiction',
      place: 'measure.sharpness.count',
      message: `Expected at most ${parameters}, the number of parameters, got ${count}.`,
    });
  const bytes = memoryEstimate({ objective, measure });
  if (bytes > MOST_MEMORY) problems.push(tooLarge(objective, parameters ?? 0, bytes));
  return problems;
}

function tooLarge(objective: Objective, parameters: number, bytes: number): Problem {
  const need = `needs about ${grouped(bytes / GIGABYTE)} GB of memory, more than ${MOST_MEMORY / GIGABYTE} GB`;
  const place = objective.kind === 'network' ? 'objective.network.hidden' : 'objective';
  const message = `The network has ${grouped(parameters)} parameters and, with its data, ${need}: take narrower layers or fewer examples.`;
  return { code: 'too-large', place, message };
}

function grouped(x: number): string {
  return Math.ceil(x).toLocaleString('en-US');
}
