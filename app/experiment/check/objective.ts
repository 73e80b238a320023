import type { Problem } from '../../run/run.ts';
import type { Data } from '../data.ts';
import type { ExpressionObjective, NetworkObjective, Objective, QuadraticObjective } from '../experiment.ts';
import { evaluate } from '../formula/evaluate.ts';
import { reservedNames } from '../formula/formula.ts';
import { parseFormula } from '../formula/parse.ts';
import { dataShape } from '../size.ts';

const DIGITS = 1797;

/** Contradictions inside an objective; places begin with `objective`. */
export function objectiveProblems(objective: Objective): Problem[] {
  switch (objective.kind) {
    case 'quadratic':
      return quadraticProblems(objective);
    case 'expression':
      return expressionProblems(objective);
    case 'network':
      return [...dataProblems(objective.data), ...lossProblems(objective)];
  }
}

function quadraticProblems({ eigenvalues, start }: QuadraticObjective): Problem[] {
  if (start === 'random' || start.length === eigenvalues.length) return [];
  return [
    contradiction(
      'objective.start',
      `Expected ${eigenvalues.length} numbers, one for each eigenvalue, got ${start.length}.`,
    ),
  ];
}

function expressionProblems({ variables, formula, start }: ExpressionObjective): Problem[] {
  const problems = variables.flatMap((name, i) => {
    const place = `objective.variables[${i}]`;
    if (reservedNames.has(name))
      return [
        contradiction(place, `Expected a name of its own, got "${name}", which formulas have already.`),
      ];
    if (variables.indexOf(name) === i) return [];
    return [contradiction(place, `Expected different names, got "${name}" twice.`)];
  });
  if (start.length !== variables.length)
    problems.push(
      contradiction(
        'objective.start',
        `Expected ${variables.length} numbers, one for each variable, got ${start.length}.`,
      ),
    );
  const parsed = parseFormula(formula, variables);
  if ('problems' in parsed)
    return [
      ...problems,
      ...parsed.problems.map((message) => contradiction('objective.formula', message, 'formula')),
    ];
  const value = evaluate(parsed.formula, new Map(variables.map((name, i) => [name, start[i] ?? NaN])));
  if (problems.length === 0 && !Number.isFinite(value))
    problems.push(
      contradiction(
        'objective.start',
        `Expected a point where the formula is a finite number; it is ${value} there.`,
      ),
    );
  return problems;
}

function dataProblems(data: Data): Problem[] {
  if (data.kind === 'digits' && data.train + data.test > DIGITS)
    return [
      contradiction(
        'objective.data.test',
        `Expected train and test together at most ${DIGITS}, got ${data.train} and ${data.test}.`,
      ),
    ];
  if (data.kind !== 'csv' || typeof data.target === 'string') return [];
  const { target } = data;
  return target.flatMap((name, i) =>
    target.indexOf(name) === i
      ? []
      : [
          contradiction(
            `objective.data.target[${i}]`,
            `Expected different columns, got ${JSON.stringify(name)} twice.`,
          ),
        ],
  );
}

function lossProblems({ data, loss }: NetworkObjective): Problem[] {
  if (loss !== 'cross-entropy') return [];
  const classes =
    data.kind === 'csv'
      ? typeof data.target === 'string' || data.target.length === 1
      : dataShape(data)!.classes;
  if (classes) return [];
  const reason =
    data.kind === 'csv' ? 'several target columns are numbers' : `the targets of ${data.kind} are numbers`;
  return [
    contradiction(
      'objective.loss',
      `Expected "half-squared-error" or "mean-squared-error": cross-entropy needs classes, and ${reason}.`,
    ),
  ];
}

function contradiction(place: string, message: string, code = 'contradiction'): Problem {
  return { code, place, message };
}
