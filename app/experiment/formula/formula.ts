/** Functions of one variable that a formula may use. */
export const functionNames = ['exp', 'log', 'sqrt', 'sin', 'cos', 'tanh', 'abs'] as const;
export type FunctionName = (typeof functionNames)[number];

/** Constants that a formula may use. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['e', Math.E],
]);

export const operators = ['+', '-', '*', '/', '^'] as const;
export type Operator = (typeof operators)[number];

/**
 * A formula in named variables, as a tree. `log` is the natural logarithm. x^y with variables in y is exp(y·log x), defined for x > 0;
 * with a number for y it is the power, for any x that has one.
 */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: Formula }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly of: Formula };

// Words that the formula's grammar reads as operators or values.
const words = 'and, end, false, in, mod, not, null, or, to, true, undefined, xor, Infinity, NaN'.split(', ');

/** Names that no variable can have. */
export const reservedNames: ReadonlySet<string> = new Set([...functionNames, ...constants.keys(), ...words]);
