import { expect, test } from 'vitest';
import type { QuadraticMap } from '../../../../app/experiment/quadratic-map.ts';
import { build, evaluated } from './evaluated.ts';

const settings: QuadraticMap = {
  kind: 'quadratic-map',
  parameters: 40,
  examples: 30,
  slope: 2,
  curvature: 0.5,
  teacher: 3,
  start: 'random',
};

function map(parts: Partial<QuadraticMap> = {}, seed = 3) {
  return build({ seed, objective: { ...settings, ...parts } });
}

function array({ data }: Awaited<ReturnType<typeof map>>, name: string): Float64Array {
  return data.find((one) => one.name === name)!.values;
}

/** Mean square of values over that expected of normal ones; within four standard errors of 1. */
function expectVariance(values: readonly number[], expected: number): void {
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(Math.abs(square / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
}

test('one parameter and one example by hand: ½(aw + ½bw² − y)²', async () => {
  const built = await map({ parameters: 1, examples: 1, start: [0.5] });
  const [[a], [b], [y]] = ['inputs', 'curvatures', 'targets'].map((name) => array(built, `data/${name}`)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const { loss, gradient, coordinates } = await evaluated(built);
  const residual = 0.5 * a! + 0.125 * b! - y!;
  expect(loss![0]).toBeCloseTo(0.5 * residual ** 2, 12);
  expect(gradient![0]).toBeCloseTo(residual * (a! + 0.5 * b!), 12);
  expect([...coordinates!]).toEqual([0.5]);
});

test('slopes, curvatures and start have their deviations, and every matrix is symmetric', async () => {
  const built = await map();
  const [n, m] = [40, 30];
  const bends = array(built, 'data/curvatures');
  expectVariance([...array(built, 'data/inputs')], 4);
  const [diagonal, above]: [number[], number[]] = [[], []];
  for (let example = 0; example < m; example++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const value = bends[(example * n + i) * n + j]!;
        expect(bends[(example * n + j) * n + i]).toBe(value);
        (i === j ? diagonal : above).push(value);
      }
  expectVariance(above, 0.25);
  expectVariance(diagonal, 0.5);
  expectVariance([...built.start], 1 / n);
});

test('the targets are reached: at the teacher the loss is zero', async () => {
  // Without curvature and with as many parameters as examples the teacher is the solution of A·w = y.
  const built = await map({ parameters: 2, examples: 2, curvature: 0 });
  const [a, b, c, d] = array(built, 'data/inputs') as unknown as [number, number, number, number];
  const [y, z] = array(built, 'data/targets') as unknown as [number, number];
  const determinant = a * d - b * c;
  const teacher = Float64Array.of((d * y - b * z) / determinant, (a * z - c * y) / determinant);
  expect((await evaluated(built, teacher))['loss']![0]).toBeLessThan(1e-24);
  // The same teacher with curvature.
  const bent = await map({ parameters: 2, examples: 2, curvature: 1 });
  const { loss, gradient } = await evaluated(bent, teacher);
  expect(loss![0]).toBeLessThan(1e-24);
  gradient!.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-11));
});

test('seeds decide, and a scale changes nothing but what it scales', async () => {
  const [one, again, other] = [await map(), await map(), await map({}, 4)];
  expect(again).toMatchObject({ start: one.start, data: one.data });
  expect(other.start).not.toEqual(one.start);
  const steeper = await map({ slope: 4 });
  expect(array(steeper, 'data/curvatures')).toEqual(array(one, 'data/curvatures'));
  expect([...array(steeper, 'data/inputs')]).toEqual([...array(one, 'data/inputs')].map((a) => 2 * a));
});

test('a start of another length is refused', async () => {
  await expect(map({ start: [1, 2] })).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'The start of the quadratic map has 2 numbers and there are 40 parameters; give one for each.',
  });
});
