import * as v from 'valibot';
import { Quadratic } from '../experiment.ts';
import { lengthProblems, when } from './check.ts';

const { kind, eigenvalues, start } = Quadratic.entries;

/** Contradictions inside a quadratic. */
export const quadraticChecks = [
  when({ objective: v.object({ kind, eigenvalues, start }) }, ({ objective }) =>
    objective.start === 'random'
      ? []
      : lengthProblems('objective.start', objective.start.length, objective.eigenvalues.length, 'eigenvalue'),
  ),
];
