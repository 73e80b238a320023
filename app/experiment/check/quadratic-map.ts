import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { QuadraticMap, quadraticMapNumbers } from '../quadratic-map.ts';
import { contradiction, lengthProblems, when } from './check.ts';

const MOST_NUMBERS = 10_000_000; // 80 MB in float64, held a few times over and kept with the run

const { kind, parameters, examples, start } = QuadraticMap.entries;

/** Contradictions inside a quadratic map. */
export const quadraticMapChecks = [
  when({ objective: v.object({ kind, parameters, examples }) }, ({ objective }) => sizeProblems(objective)),
  when({ objective: v.object({ kind, parameters, start }) }, ({ objective }) =>
    objective.start === 'random'
      ? []
      : lengthProblems('objective.start', objective.start.length, objective.parameters, 'parameter'),
  ),
];

function sizeProblems(map: Pick<QuadraticMap, 'parameters' | 'examples'>): Problem[] {
  const numbers = quadraticMapNumbers(map);
  if (numbers <= MOST_NUMBERS) return [];
  const message = `The map of ${map.parameters} parameters to ${map.examples} examples is ${numbers.toLocaleString('en-US')} numbers, more than ${MOST_NUMBERS.toLocaleString('en-US')}: take fewer parameters or fewer examples.`;
  return [contradiction('objective.parameters', message, 'too-large')];
}
