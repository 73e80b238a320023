import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Experiment, Measure, NetworkObjective, Objective } from '../experiment.ts';
import { bytesText, estimateMemory, totalBytes } from '../memory.ts';
import { dataShape, leastShape, networkParameters, parameterCount } from '../size.ts';
import { contradiction, when } from './check.ts';

const MOST_MEMORY = 64e9; // more than a workstation has; a run that needs it would end in a kill by the system

const measure = v.optional(Measure, {});
const { kind, network, data } = NetworkObjective.entries;
const { precision, chunk, backend } = Experiment.entries;

/** Experiments that measure more eigenvalues than there are, or that no machine could hold. */
export const sizeChecks = [
  when({ objective: Objective, measure }, countProblems),
  when({ objective: v.object({ kind, network, data }), measure, precision, chunk, backend }, memoryProblems),
];

interface Measured<Of> {
  readonly objective: Of;
  readonly measure: Measure;
}

function countProblems({ objective, measure }: Measured<Objective>): Problem[] {
  const parameters = parameterCount(objective);
  const { count } = measure.sharpness;
  if (parameters === null || count <= parameters) return [];
  return [
    contradiction(
      'measure.sharpness.count',
      `Expected at most ${parameters}, the number of parameters, got ${count}.`,
    ),
  ];
}

function memoryProblems(
  experiment: Measured<Pick<NetworkObjective, 'kind' | 'network' | 'data'>> &
    Pick<Experiment, 'precision' | 'chunk' | 'backend'>,
): Problem[] {
  const { objective, backend } = experiment;
  const bytes = totalBytes(estimateMemory(experiment, backend));
  if (bytes <= MOST_MEMORY) return [];
  const parameters = networkParameters(
    objective.network,
    dataShape(objective.data) ?? leastShape(objective.data),
  );
  const need = `needs about ${bytesText(bytes)} of memory, more than ${bytesText(MOST_MEMORY)}`;
  const least = dataShape(objective.data) ? '' : 'at least ';
  const [key, remedy] = {
    cnn: ['blocks', 'fewer filters'],
    transformer: ['width', 'a smaller width'],
    mlp: ['hidden', 'narrower layers'],
    'deep-linear': ['hidden', 'narrower layers'],
    'diagonal-linear': ['depth', 'fewer layers'],
  }[objective.network.kind];
  const message = `The network has ${least}${grouped(parameters)} parameters and, with its data, ${need}: take ${remedy} or fewer examples.`;
  return [{ code: 'too-large', place: `objective.network.${key}`, message }];
}

function grouped(x: number): string {
  return Math.ceil(x).toLocaleString('en-US');
}
