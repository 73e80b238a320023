import * as v from 'valibot';
import { chainStart, ScalarChain } from '../scalar-chain.ts';
import { lengthProblems, when } from './check.ts';

const { kind, depth, start } = ScalarChain.entries;

/** Contradictions inside a chain. */
export const scalarChainChecks = [
  when({ objective: v.object({ kind, depth, start }) }, ({ objective }) =>
    lengthProblems('objective.start', chainStart(objective).length, objective.depth, 'factor'),
  ),
];
