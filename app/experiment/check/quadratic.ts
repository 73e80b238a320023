import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { eigenvalueList, lawfulCount, type EigenvalueLaw } from '../eigenvalues.ts';
import { Quadratic } from '../experiment.ts';
import { atMost, contradiction, lengthProblems, when } from './check.ts';

const { kind, eigenvalues, start } = Quadratic.entries;

/** Contradictions inside a quadratic. */
export const quadraticChecks = [
  when({ objective: v.object({ kind, eigenvalues }) }, ({ objective }) =>
    'law' in objective.eigenvalues ? lawProblems(objective.eigenvalues) : [],
  ),
  when({ objective: v.object({ kind, eigenvalues, start }) }, ({ objective }) =>
    objective.start === 'random'
      ? []
      : lengthProblems(
          'objective.start',
          objective.start.length,
          eigenvalueList(objective.eigenvalues).length,
          'eigenvalue',
        ),
  ),
];

/** A law whose parts are more than its dimension, or in another order than its words say. */
function lawProblems(law: EigenvalueLaw): Problem[] {
  const { dimension, negative } = law;
  const left = lawfulCount(law);
  if (negative && left < 1)
    return [
      contradiction(
        'objective.eigenvalues.negative.count',
        `Expected less than the dimension ${dimension}, got ${negative.count}.`,
      ),
    ];
  const within = (key: string, got: number, most: number, what: string): Problem[] =>
    atMost(`objective.eigenvalues.${key}`, got, most, what);
  const others = 'the number of eigenvalues that are not negative';
  switch (law.law) {
    case 'power':
      return [];
    case 'two-scale':
      return [
        ...within('largeCount', law.largeCount, left, others),
        ...within('small', law.small, law.large, 'the large eigenvalue'),
      ];
    case 'degenerate':
      return [
        ...within('multiplicity', law.multiplicity, left, others),
        ...within('smallest', law.smallest, law.largest, 'the largest eigenvalue'),
      ];
  }
}
