import type { Experiment } from '../experiment/experiment.ts';
import type { Formula } from '../experiment/formula/formula.ts';
import { parseFormula } from '../experiment/formula/parse.ts';
import { toys, type Toy } from './toys.ts';

/** The toy that an experiment minimizes, whatever its variables are called; null where it is none. */
export function toyOf({ objective }: Experiment): Toy | null {
  if (objective.kind !== 'expression' || objective.variables.length !== 2) return null;
  const { formula: own, variables } = objective;
  const written = typeof own === 'string' ? treeOf(own, variables) : null;
  return toys.find(({ formula }) => written !== null && treeOf(formula, ['x', 'y']) === written) ?? null;
}

/** The tree of a formula with its variables by number; null where it is none. */
function treeOf(formula: string, variables: readonly string[]): string | null {
  const parsed = parseFormula(formula, variables);
  if ('problems' in parsed) return null;
  const numbered = (_key: string, value: unknown): unknown =>
    isVariable(value) ? { kind: 'variable', number: variables.indexOf(value.name) } : value;
  return JSON.stringify(parsed.formula, numbered);
}

function isVariable(value: unknown): value is Extract<Formula, { kind: 'variable' }> {
  return typeof value === 'object' && value !== null && (value as Formula).kind === 'variable';
}
