import { expect, test } from 'vitest';
import { build, evaluated } from './evaluated.ts';

function expression(formula: string, at: Readonly<Record<string, number>>) {
  const [variables, start] = [Object.keys(at), Object.values(at)];
  return build({ seed: 1, objective: { kind: 'expression', variables, formula, start } });
}

const at = { x: 0.7, y: 1.3 };
const { x, y } = at;

/** Formulas with their values and derivatives by x and y, by hand. */
const formulas: Record<string, [number, number, number]> = {
  '0.5*(1+y^2)*x^2': [0.5 * (1 + y * y) * x * x, (1 + y * y) * x, y * x * x],
  '0.5*(x*y-1)^2': [0.5 * (x * y - 1) ** 2, (x * y - 1) * y, (x * y - 1) * x],
  'x/y - y/x': [x / y - y / x, 1 / y + y / x ** 2, -x / y ** 2 - 1 / x],
  'exp(x)*log(y)': [Math.exp(x) * Math.log(y), Math.exp(x) * Math.log(y), Math.exp(x) / y],
  'sin(x*y) + cos(y)': [
    Math.sin(x * y) + Math.cos(y),
    y * Math.cos(x * y),
    x * Math.cos(x * y) - Math.sin(y),
  ],
  'sqrt(x) * tanh(y)': [
    Math.sqrt(x) * Math.tanh(y),
    Math.tanh(y) / (2 * Math.sqrt(x)),
    Math.sqrt(x) / Math.cosh(y) ** 2,
  ],
  'abs(x - y) * 2*pi': [2 * Math.PI * (y - x), -2 * Math.PI, 2 * Math.PI],
  '-x^2 + y': [-x * x + y, -2 * x, 1],
  'x^y': [x ** y, y * x ** (y - 1), x ** y * Math.log(x)],
  '2^-y': [2 ** -y, 0, -Math.log(2) * 2 ** -y],
  'x^(2*3-1)/5 + 4': [x ** 5 / 5 + 4, x ** 4, 0],
};

test.each(Object.entries(formulas))('%s', async (formula, [value, byX, byY]) => {
  const { loss, gradient, coordinates } = await evaluated(await expression(formula, at));
  expect(loss![0]).toBeCloseTo(value, 13);
  expect(gradient![0]).toBeCloseTo(byX, 13);
  expect(gradient![1]).toBeCloseTo(byY, 13);
  expect([...coordinates!]).toEqual([x, y]);
});

test('variables of a power may be negative or zero where the exponent is a number', async () => {
  const { loss, gradient } = await evaluated(await expression('x^3 + y^2', { x: -2, y: 0 }));
  expect([loss![0], ...gradient!]).toEqual([-8, 12, 0]);
});

test('a formula that is a number has no slope', async () => {
  const { loss, gradient } = await evaluated(await expression('2*pi', at));
  expect([loss![0], ...gradient!]).toEqual([2 * Math.PI, 0, 0]);
});

test('coordinates have the names of the variables, up to eight of them', async () => {
  expect((await expression('x + y', at)).coordinates?.names).toEqual(['x', 'y']);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`x${i}`, i]));
  expect((await expression('x0', many)).coordinates).toBeNull();
});

test('a formula that does not parse and a start that does not fit are refused', async () => {
  await expect(expression('x + z', at)).rejects.toMatchObject({
    code: 'bad-objective',
    message: expect.stringContaining('z') as string,
  });
  const objective = { kind: 'expression' as const, variables: ['x', 'y'], formula: 'x', start: [1] };
  const built = build({ seed: 1, objective });
  await expect(built).rejects.toThrow(
    'The start has 1 values and there are 2 variables (x, y); give one for each.',
  );
});

test('several formulas are examples and the loss is their mean', async () => {
  const objective = {
    kind: 'expression' as const,
    variables: ['x', 'y'],
    start: [0.7, 1.3],
    formula: ['x^2*y', '3', 'sin(y)'],
  };
  const built = await build({ seed: 1, objective });
  const { loss, gradient } = await evaluated(built);
  expect(loss![0]).toBeCloseTo((x * x * y + 3 + Math.sin(y)) / 3, 14);
  expect(gradient![0]).toBeCloseTo((2 * x * y) / 3, 14);
  expect(gradient![1]).toBeCloseTo((x * x + Math.cos(y)) / 3, 14);
  expect(built.data).toEqual([{ name: 'data/inputs', shape: [3, 1], values: Float64Array.of(0, 1, 2) }]);
  expect((await expression('x', at)).examples).toBeNull();
});

test('a formula among several that does not parse is refused', async () => {
  const objective = { kind: 'expression' as const, variables: ['x'], formula: ['x', 'x+'], start: [1] };
  await expect(build({ seed: 1, objective })).rejects.toMatchObject({ code: 'bad-objective' });
});
