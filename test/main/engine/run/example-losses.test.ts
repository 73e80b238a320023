import { expect, test } from 'vitest';
import { Batches } from '../../../../main/engine/run/batches.ts';
import { backends } from '../execute/engines.ts';
import { collect, valuesOf } from './collect.ts';

/** Formulas in x and z with their gradients, by hand. */
const formulas: readonly (readonly [string, (w: readonly number[]) => number[]])[] = [
  ['(1+x^2)*z^2', ([x = 0, z = 0]) => [2 * x * z * z, 2 * (1 + x * x) * z]],
  ['exp(-x)*z^4', ([x = 0, z = 0]) => [-Math.exp(-x) * z ** 4, 4 * Math.exp(-x) * z ** 3]],
  ['(x-2)^2', ([x = 0]) => [2 * (x - 2), 0]],
];
const [stepSize, radius, steps, seed] = [0.1, 0.05, 20, 3];

const several = {
  seed,
  objective: {
    kind: 'expression',
    variables: ['x', 'z'],
    formula: formulas.map(([formula]) => formula),
    start: [0.5, 0.8],
  },
  steps,
  measure: { sharpness: { every: 7 } },
};

/** SAM in plain loops, each step on the formulas whose numbers it is given. */
function plainSam(numbersOf: (step: number) => readonly number[]): number[][] {
  const path = [[0.5, 0.8]];
  for (let step = 0; step < steps; step++) {
    const w = path.at(-1)!;
    const gradient = (at: readonly number[]): number[] => {
      const numbers = numbersOf(step);
      const all = numbers.map((number) => formulas[number]![1](at));
      return w.map((_, i) => all.reduce((sum, one) => sum + one[i]!, 0) / numbers.length);
    };
    const g = gradient(w);
    const norm = Math.hypot(...g);
    const above = gradient(w.map((value, i) => value + (radius * g[i]!) / norm));
    path.push(w.map((value, i) => value - stepSize * above[i]!));
  }
  return path;
}

test.each(backends.flatMap((backend) => ([1, 2, 'full'] as const).map((batch) => ({ backend, batch }))))(
  'SAM on batches of $batch formulas is the same in plain loops ($backend)',
  async ({ backend, batch }) => {
    const optimizer = { kind: 'sam', stepSize, radius, batch };
    const run = await collect({ ...several, backend, optimizer });
    const order = batch === 'full' ? null : new Batches(seed, formulas.length, batch);
    const path = plainSam((step) => (order ? [...order.of(step, 1)] : [0, 1, 2]));
    for (const [i, name] of ['w.x', 'w.z'].entries())
      valuesOf(run, name).forEach((value, step) => expect(value).toBeCloseTo(path[step]![i]!, 12));
  },
);

const map = {
  seed,
  objective: { kind: 'quadratic-map', parameters: 8, examples: 7 },
  optimizer: { kind: 'sam', stepSize: 0.02, radius: 0.05 },
  steps: 15,
  measure: { sharpness: { every: 7, count: 2, tolerance: 1e-9 } },
};

test.each(
  backends.flatMap((backend) =>
    [several, map].flatMap((file) => [1, 2].map((chunk) => ({ backend, file, chunk }))),
  ),
)('chunks of $chunk are all examples at once to rounding ($backend, $file.objective.kind)', async (one) => {
  const file = { optimizer: { kind: 'sam', stepSize, radius }, ...one.file, backend: one.backend };
  const [whole, chunked] = [await collect(file), await collect({ ...file, chunk: one.chunk })];
  expect(chunked.execution.chunk).toBe(one.chunk);
  for (const name of ['loss', 'gradientNorm', 'ascentLoss', 'sharpness'])
    valuesOf(chunked, name).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(whole, name)[i]!, 10));
});

test('batches of a quadratic map average to its loss over an epoch', async () => {
  const still = { kind: 'gd', stepSize: 1e-300, batch: 1 };
  const run = await collect({ ...map, optimizer: still, steps: 7 });
  const losses = valuesOf(run, 'loss').slice(0, 7);
  const [whole] = valuesOf(run, 'fullLoss');
  expect(losses.reduce((sum, loss) => sum + loss, 0) / 7).toBeCloseTo(whole!, 12);
});
