import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Expression, type ExpressionObjective } from '../experiment.ts';
import { evaluate } from '../formula/evaluate.ts';
import { reservedNames } from '../formula/formula.ts';
import { parseFormula } from '../formula/parse.ts';
import { contradiction, lengthProblems, repeatedNames, when } from './check.ts';

const { kind, formula, variables, start } = Expression.entries;
const names = v.array(v.string());

/** Contradictions inside an expression. */
export const expressionChecks = [
  when({ objective: v.object({ kind, variables: names }) }, ({ objective }) =>
    nameProblems(objective.variables),
  ),
  when({ objective: v.object({ kind, variables, start }) }, ({ objective }) =>
    lengthProblems('objective.start', objective.start.length, objective.variables.length, 'variable'),
  ),
  when({ objective: v.object({ kind, variables: names, formula }) }, ({ objective }) =>
    formulaProblems(objective),
  ),
  when({ objective: Expression }, ({ objective }) => startProblems(objective)),
];

function nameProblems(variables: readonly string[]): Problem[] {
  const reserved = variables.flatMap((name, i) =>
    reservedNames.has(name)
      ? [
          contradiction(
            `objective.variables[${i}]`,
            `Expected a name of its own, got "${name}", which formulas have already.`,
          ),
        ]
      : [],
  );
  return [...reserved, ...repeatedNames('objective.variables', variables, 'names')];
}

function formulaProblems({
  formula,
  variables,
}: Pick<ExpressionObjective, 'formula' | 'variables'>): Problem[] {
  return formulaPlaces(formula).flatMap(({ place, text }) => {
    const parsed = parseFormula(text, variables);
    if ('formula' in parsed) return [];
    return parsed.problems.map((message) => contradiction(place, message, 'formula'));
  });
}

function startProblems({ formula, variables, start }: ExpressionObjective): Problem[] {
  if (start.length !== variables.length) return [];
  const at = new Map(variables.map((name, i) => [name, start[i]!]));
  return formulaPlaces(formula).flatMap(({ place, text }) => {
    const parsed = parseFormula(text, variables);
    if ('problems' in parsed) return [];
    const value = evaluate(parsed.formula, at);
    if (Number.isFinite(value)) return [];
    const which =
      typeof formula === 'string'
        ? 'the formula is a finite number; it'
        : `every formula is a finite number; ${place}`;
    return [contradiction('objective.start', `Expected a point where ${which} is ${value} there.`)];
  });
}

/** The one formula, or those of the examples, each with its place in the file. */
function formulaPlaces(formula: ExpressionObjective['formula']): { place: string; text: string }[] {
  if (typeof formula === 'string') return [{ place: 'objective.formula', text: formula }];
  return formula.map((text, i) => ({ place: `objective.formula[${i}]`, text }));
}
