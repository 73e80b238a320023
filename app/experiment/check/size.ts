import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Measure, NetworkObjective, Objective } from '../experiment.ts';
import { dataShape, networkMemory, parameterCount } from '../size.ts';
import { contradiction, when } from './check.ts';

const GIGABYTE = 1e9;
const MOST_MEMORY = 64 * GIGABYTE; // more than a workstation has; a run that needs it would end in a kill by the system

const measure = v.optional(Measure, {});
const { kind, network, data } = NetworkObjective.entries;

/** Experiments that measure more eigenvalues than there are, or that no machine could hold. */
export const sizeChecks = [
  when({ objective: Objective, measure }, countProblems),
  when({ objective: v.object({ kind, network, data }), measure }, memoryProblems),
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

function memoryProblems({
  objective,
  measure,
}: Measured<Pick<NetworkObjective, 'network' | 'data'>>): Problem[] {
  const { parameters, bytes } = networkMemory(objective, measure.sharpness.count);
  if (bytes <= MOST_MEMORY) return [];
  const need = `needs about ${grouped(bytes / GIGABYTE)} GB of memory, more than ${MOST_MEMORY / GIGABYTE} GB`;
  const least = dataShape(objective.data) ? '' : 'at least ';
  const [key, remedy] = {
    cnn: ['blocks', 'fewer filters'],
    transformer: ['width', 'a smaller width'],
    mlp: ['hidden', 'narrower layers'],
    'deep-linear': ['hidden', 'narrower layers'],
  }[objective.network.kind];
  const message = `The network has ${least}${grouped(parameters)} parameters and, with its data, ${need}: take ${remedy} or fewer examples.`;
  return [{ code: 'too-large', place: `objective.network.${key}`, message }];
}

function grouped(x: number): string {
  return Math.ceil(x).toLocaleString('en-US');
}
