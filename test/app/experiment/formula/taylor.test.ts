import { expect, test } from 'vitest';
import { parseFormula } from '../../../../app/experiment/formula/parse.ts';
import { expansion, type Taylor } from '../../../../app/experiment/formula/taylor.ts';
import { input, reshape, slice } from '../../../../main/engine/graph/build.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { formulaTensor } from '../../../../main/engine/objective/formula-tensor.ts';
import { valuesOf } from '../../../main/engine/objective/evaluated.ts';

const formula = (text: string) => {
  const parsed = parseFormula(text, ['x', 'y']);
  if ('problems' in parsed) throw new Error(parsed.problems.join(' '));
  return parsed.formula;
};

/** Derivatives up to the third by the engine's reverse mode, in the order of a series. */
async function byEngine(text: string, x: number, y: number): Promise<Record<string, number>> {
  const w = input('w', [2]);
  const [a, b] = [0, 1].map((i) => reshape(slice(w, [i], [1]), []));
  const outputs: Record<string, ReturnType<typeof reshape>> = {
    '': formulaTensor(
      formula(text),
      new Map([
        ['x', a!],
        ['y', b!],
      ]),
    ),
  };
  for (const way of ['', 'x', 'y', 'xx', 'xy', 'yy']) {
    const [gradient] = reverse(outputs[way]!, [w]);
    for (const [i, name] of ['x', 'y'].entries())
      outputs[way + name] ??= reshape(slice(gradient!, [i], [1]), []);
  }
  const values = await valuesOf(outputs, [{ name: 'w', shape: [2], values: Float64Array.of(x, y) }]);
  return Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value!]));
}

const derivatives: readonly (readonly [way: string, factor: number])[] = [
  ['', 1],
  ['x', 1],
  ['y', 1],
  ['xx', 2],
  ['xy', 1],
  ['yy', 2],
  ['xxx', 6],
  ['xxy', 2],
  ['xyy', 2],
  ['yyy', 6],
];

test.each([
  '0.5*(1+y^2)*x^2',
  '0.5*(x*y-1)^2',
  'x/(1+y^2) - y/x',
  'exp(-x^2-y)*log(y)',
  'sin(x*y) + cos(x-2*y)',
  'sqrt(x) * tanh(y - x)',
  'abs(x - y)^3',
  'x^y',
  'y^-1.5 + 2^x',
  '-(x - 3)^1',
])('%s has the derivatives that the engine has', async (text) => {
  const [x, y] = [0.7, 1.3];
  const theirs = await byEngine(text, x, y);
  const own = expansion(formula(text), ['x', 'y'], 3)(x, y);
  for (const [index, [way, factor]] of derivatives.entries())
    expect(factor * own[index]!, way).toBeCloseTo(theirs[way]!, 11);
});

test('a series of lower order is the beginning of one of higher order', () => {
  const parsed = formula('sin(x)*exp(y)/(2+x*y)');
  const at = (order: 0 | 1 | 2 | 3): Taylor => expansion(parsed, ['x', 'y'], order)(0.3, -0.4);
  expect([0, 1, 2].map((order) => at(order as 0 | 1 | 2))).toEqual(
    [1, 3, 6].map((length) => at(3).slice(0, length)),
  );
});

test('powers have their derivatives at zero, and what has none is not finite', () => {
  const at = (text: string, x: number) => expansion(formula(text), ['x', 'y'], 2)(x, 0);
  expect(at('x^2', 0)).toEqual([0, 0, 0, 1, 0, 0]);
  expect(at('x^3 + y', 0)).toEqual([0, 0, 1, 0, 0, 0]);
  expect(at('sqrt(x)', 0)[1]).not.toSatisfy(Number.isFinite);
  expect(at('log(x)', -1)).toSatisfy((series: Taylor) => series.slice(0, 2).every(Number.isNaN));
  expect(at('1/x', 0)[0]).toBe(Infinity);
});
