import type { Formula, FunctionName, Operator } from './formula.ts';

const functions: Readonly<Record<FunctionName, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  abs: Math.abs,
};

const arithmetic: Readonly<Record<Operator, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '^': (x, y) => x ** y,
};

/** A formula's value where its variables have theirs; NaN where one has none. A power with variables in its exponent is exp(y·log x). */
export function evaluate(formula: Formula, variables: ReadonlyMap<string, number>): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'variable':
      return variables.get(formula.name) ?? NaN;
    case 'negative':
      return -evaluate(formula.of, variables);
    case 'operation': {
      const [x, y] = [evaluate(formula.left, variables), evaluate(formula.right, variables)];
      if (formula.operator === '^' && hasVariable(formula.right)) return Math.exp(y * Math.log(x));
      return arithmetic[formula.operator](x, y);
    }
    case 'call':
      return functions[formula.name](evaluate(formula.of, variables));
  }
}

/** The value of a formula without variables; null where it has some. */
export function constantValue(formula: Formula): number | null {
  return hasVariable(formula) ? null : evaluate(formula, new Map());
}

function hasVariable(formula: Formula): boolean {
  switch (formula.kind) {
    case 'number':
      return false;
    case 'variable':
      return true;
    case 'negative':
    case 'call':
      return hasVariable(formula.of);
    case 'operation':
      return hasVariable(formula.left) || hasVariable(formula.right);
  }
}
