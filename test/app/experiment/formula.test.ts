import fc from 'fast-check';
import { expect, test } from 'vitest';
import { constantValue, evaluate } from '../../../app/experiment/formula/evaluate.ts';
import { reservedNames } from '../../../app/experiment/formula/formula.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';

const names = ['x', 'y', 'w_1'];

function valueOf(text: string, x: number, y = 0): number {
  const parsed = parseFormula(text, names);
  if ('problems' in parsed) throw new Error(parsed.problems.join(' '));
  return evaluate(
    parsed.formula,
    new Map([
      ['x', x],
      ['y', y],
      ['w_1', 7],
    ]),
  );
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseFormula(text, names);
  return 'problems' in parsed ? parsed.problems : [];
}

test('arithmetic binds as in mathematics', () => {
  expect(valueOf('2 + 3*x^2 - y/4', 5, 8)).toBe(75);
  expect(valueOf('-x^2', 3)).toBe(-9);
  expect(valueOf('(-x)^2', 3)).toBe(9);
  expect(valueOf('x^3^2', 2)).toBe(512);
  expect(valueOf('x^-3', 2)).toBe(0.125);
  expect(valueOf('2^x^2', 3)).toBeCloseTo(512, 10);
  expect(valueOf('8/4/2', 0)).toBe(1);
  expect(valueOf('1 - 2 - x', 3)).toBe(-4);
  expect(valueOf('x − y', 3, 1)).toBe(2); // the minus sign of typography
  expect(valueOf('+x', 3)).toBe(3);
  expect(valueOf('w_1 * 1.5e-1', 0)).toBeCloseTo(1.05, 15);
});

test('every function and constant', () => {
  const x = 0.7;
  const expected: Record<string, number> = {
    'exp(x)': Math.exp(x),
    'log(x)': Math.log(x),
    'sqrt(x)': Math.sqrt(x),
    'sin(x)': Math.sin(x),
    'cos(x)': Math.cos(x),
    'tanh(x)': Math.tanh(x),
    'abs(-x)': x,
    'pi*x': Math.PI * x,
    'π + e': Math.PI + Math.E,
  };
  for (const [text, value] of Object.entries(expected)) expect(valueOf(text, x)).toBe(value);
});

test('a formula agrees with the same text in JavaScript', () => {
  const term = fc.letrec<{ term: string }>((tie) => ({
    term: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('x', 'y', '2', '0.5', '3'),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/'), tie('term'), tie('term'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(fc.constantFrom('exp', 'sin', 'cos', 'tanh', 'abs'), tie('term'))
        .map(([f, a]) => `${f}(${a})`),
      tie('term').map((a) => `(-${a})`),
    ),
  })).term;
  const { exp, sin, cos, tanh, abs } = Math;
  fc.assert(
    fc.property(term, (text) => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the independent evaluator; the text is made above
      const inJavaScript = new Function('x', 'y', 'exp', 'sin', 'cos', 'tanh', 'abs', `return ${text}`) as (
        ...values: unknown[]
      ) => number;
      expect(valueOf(text, 1.25, -0.75)).toBe(inJavaScript(1.25, -0.75, exp, sin, cos, tanh, abs));
    }),
    { numRuns: 200 },
  );
});

test('a power whose exponent varies is exp(y·log x)', () => {
  expect(valueOf('x^y', 1.7, 2.5)).toBeCloseTo(1.7 ** 2.5, 14);
  expect(valueOf('x^y', -1, 2)).toBeNaN();
  expect(valueOf('x^2', -1)).toBe(1);
});

test('the value of what has no variables', () => {
  const constant = parseFormula('2*(1+1)^2', []);
  const variable = parseFormula('2*(1+x)^2', names);
  expect('formula' in constant && constantValue(constant.formula)).toBe(8);
  expect('formula' in variable && constantValue(variable.formula)).toBe(null);
});

test('what is not part of a formula is named, with its place', () => {
  const said: Record<string, string> = {
    'x + z*2': '"z" at character 5 is not a variable (x, y, w_1).',
    'X + 1': '"X" at character 1 is not a variable (x, y, w_1). Did you mean x?',
    'cosh(x)':
      '"cosh" at character 1 is not a function (exp, log, sqrt, sin, cos, tanh, abs). Did you mean cos?',
    '1 + exp': 'The function exp at character 5 has no argument: write exp(…).',
    'exp(x, y)': 'The function exp at character 1 takes one argument, got 2.',
    '2x': 'A * is missing between "2" and "x".',
    'x(y+1)': 'A * is missing between x and the parenthesis at character 1.',
    'x % 2': 'The % at character 3 is not part of a formula.',
    'x = 2; y': 'The = at character 3 is not part of a formula.',
    '[x]': 'The [ at character 1 is not part of a formula.',
    'x > 1 ? x : y': 'The > at character 3 is not part of a formula.',
    '"x"': 'The " at character 1 is not part of a formula.',
    '# only a remark': 'The # at character 1 is not part of a formula.',
    'x**2 + y²': 'The ** at character 2 is not part of a formula. Write ^.',
    'x + y²': 'The ² at character 6 is not part of a formula. Write ^2.',
    'x to y': 'The operator to at character 3 is not part of a formula.',
    'true + x': '"true" is not a finite number.',
    '1e999*x': '"Infinity" is not a finite number.',
    'x +': 'The formula cannot be read at character 4, where it ends: Unexpected end of expression.',
    'x + * y': 'The formula cannot be read at character 5, where "* y" is found: Value expected.',
    '(x': 'The formula cannot be read at character',
    '': 'The formula is empty.',
    '  ': 'The formula is empty.',
    'x.constructor': 'is not part of a formula.',
    'constructor(x)': '"constructor" at character 1 is not a function',
  };
  for (const [text, expected] of Object.entries(said))
    expect(problemsOf(text).join(' '), text).toContain(expected);
});

test('all problems of a formula are found', () => {
  expect(problemsOf('a + b*exp() + 2y')).toHaveLength(4);
});

test('no text makes the parser throw, and deep ones are refused', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void problemsOf(text)));
  const alphabet = fc.constantFrom(
    ...'xy12.e+-*/^()[]{},:;!%=<>\'"? &|~_\n'.split(''),
    'exp',
    'pi',
    'mod',
    'to',
    'in',
  );
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 12 }), (parts) => void problemsOf(parts.join(''))),
    {
      numRuns: 500,
    },
  );
  expect(problemsOf('('.repeat(4000) + 'x' + ')'.repeat(4000)).join()).toContain('nested');
  expect(problemsOf(Array.from({ length: 2000 }, () => 'x').join('+')).join()).toContain('nested');
  expect(problemsOf('-'.repeat(9000) + 'x').join()).toContain('nested');
});

test('names are variables unless they are reserved', () => {
  for (const name of ['x', 'theta_1', 'E', 'i', 'constructor', 'ans', 'exponent']) {
    const parsed = parseFormula(`2*${name}`, [name]);
    expect('formula' in parsed && evaluate(parsed.formula, new Map([[name, 4]])), name).toBe(8);
    expect(reservedNames.has(name)).toBe(false);
  }
  for (const name of ['true', 'null', 'NaN', 'Infinity', 'not'])
    expect(parseFormula(`2*${name}`, [name]), name).toHaveProperty('problems');
});
