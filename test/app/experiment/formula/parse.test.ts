import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../app/experiment/formula/evaluate.ts';
import { parseFormula } from '../../../../app/experiment/formula/parse.ts';

const at = { x: 0.7, y: -1.3 };

function valueOf(text: string): number {
  const parsed = parseFormula(text, Object.keys(at));
  if ('problems' in parsed) throw new Error(parsed.problems.join(' '));
  return evaluate(parsed.formula, new Map(Object.entries(at)));
}

const { x, y } = at;
test.each<[string, number]>([
  ['0.5*(1+y^2)*x^2', 0.5 * (1 + y * y) * x * x],
  ['-x^2', -(x * x)],
  ['2^3^2', 512],
  ['2^-1', 0.5],
  ['x - y - 1', x - y - 1],
  ['x / y / 2 * 3', (x / y / 2) * 3],
  ['--x + +y', x + y],
  ['x − y', x - y], // the minus sign of a printed formula
  ['exp(x) - log(x) + sqrt(x)', Math.exp(x) - Math.log(x) + Math.sqrt(x)],
  ['sin(y) * cos(y) + tanh(y) / abs(y)', Math.sin(y) * Math.cos(y) + Math.tanh(y) / 1.3],
  ['2*pi + π + e', 3 * Math.PI + Math.E],
  ['1e-3 * x\n + .5', 0.0007 + 0.5],
  ['y^3', y * y * y],
  ['y^(6/2)', y * y * y],
  ['x^y', x ** y],
])('%s', (text, value) => {
  expect(valueOf(text)).toBeCloseTo(value, 14);
});

test('a power with a variable in its exponent is exp(y·log x): undefined below zero', () => {
  expect(valueOf('y^(x - x + 2)')).toBeNaN();
});

interface Sample {
  readonly text: string;
  readonly value: number;
}

/** Formulas with their values, both put together at once, with all parentheses. */
const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 999 }).map((n) => ({ text: `${n / 8}`, value: n / 8 })),
    fc.constantFrom<Sample[]>(
      { text: 'x', value: x },
      { text: 'y', value: y },
      { text: 'pi', value: Math.PI },
    ),
    tie('sample').map(({ text, value }) => ({ text: `-(${text})`, value: -value })),
    tie('sample').map(({ text, value }) => ({ text: `tanh(${text})`, value: Math.tanh(value) })),
    tie('sample').map(({ text, value }) => ({ text: `(${text})^2`, value: value ** 2 })),
    fc.tuple(tie('sample'), fc.constantFrom('+', '-', '*', '/'), tie('sample')).map(([a, operator, b]) => ({
      text: `(${a.text}) ${operator} (${b.text})`,
      value: {
        '+': a.value + b.value,
        '-': a.value - b.value,
        '*': a.value * b.value,
        '/': a.value / b.value,
      }[operator],
    })),
  ),
}));

test('a formula has the value it was made with', () => {
  fc.assert(
    fc.property(sample, ({ text, value }) => {
      expect(valueOf(text)).toBe(value);
    }),
  );
});

test('whatever is no formula is told, and nothing throws', () => {
  const pieces = fc.constantFrom(
    'x',
    'y',
    '2',
    '+',
    '-',
    '*',
    '/',
    '^',
    '(',
    ')',
    'sin',
    'log(',
    ',',
    ' ',
    'z',
    '%',
    '²',
    '"',
    '=',
    ';',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces).map((all) => all.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const parsed = parseFormula(text, ['x', 'y']);
        if ('formula' in parsed)
          expect(evaluate(parsed.formula, new Map(Object.entries(at)))).toBeTypeOf('number');
        else for (const problem of parsed.problems) expect(problem).toMatch(/\S.*[.?]$/s);
      },
    ),
    { numRuns: 200 },
  );
});

test.each<[string, string]>([
  ['', 'The formula is empty.'],
  ['x + zeta', '"zeta" at character 5 is not a variable (x, y).'],
  ['2x', 'A * is missing between "2" and "x".'],
  ['x(y)', 'A * is missing between x and the parenthesis at character 1.'],
  [
    'sinn(x)',
    '"sinn" at character 1 is not a function (exp, log, sqrt, sin, cos, tanh, abs). Did you mean sin?',
  ],
  ['sin', 'The function sin at character 1 has no argument: write sin(…).'],
  ['1 + sin(x, y)', 'The function sin at character 5 takes one argument, got 2.'],
  ['x +', 'The formula cannot be read at character 4, where it ends: Unexpected end of expression.'],
  ['(x', 'The formula cannot be read at character 3, where it ends: Parenthesis ) expected.'],
  ['x**2', 'The ** at character 2 is not part of a formula. Write ^.'],
  ['x² + 1', 'The ² at character 2 is not part of a formula. Write ^2.'],
  ['1e999', '"Infinity" is not a finite number.'],
])('%j is refused: %s', (text, problem) => {
  expect(parseFormula(text, ['x', 'y'])).toEqual({ problems: [problem] });
});

test.each([
  '5%',
  'x > 1',
  'x = 1',
  'x; y',
  '[x, y]',
  'x!',
  '"x"',
  "x'",
  'x # y',
  'x ? 1 : 2',
  'x and y',
  'x to y',
  'true',
  'i',
  'x.y',
  'import(x)',
])('%j, which other languages have, is no formula', (text) =>
  expect(parseFormula(text, ['x', 'y'])).toHaveProperty('problems'),
);

test('all that is wrong with a formula is told', () => {
  const parsed = parseFormula('a + log10(b) + x', ['x']);
  expect('problems' in parsed && parsed.problems).toHaveLength(3);
});

test('a formula too deep to compute is refused', () => {
  for (const text of [
    `${'('.repeat(3000)}x${')'.repeat(3000)}`,
    `x${'+x'.repeat(3000)}`,
    '-'.repeat(9000) + 'x',
  ])
    expect(parseFormula(text, ['x'])).toEqual({
      problems: ['The formula is nested more than 500 deep: write it with fewer terms.'],
    });
});
