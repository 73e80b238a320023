import { expect, test } from 'vitest';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import * as build from '../../../../main/engine/graph/build.ts';
import { div, input, maximum, sub, sum } from '../../../../main/engine/graph/build.ts';
import { evaluate } from '../graph/evaluate.ts';
import { backends } from './engines.ts';

const engines = backends.flatMap((backend) => [
  { backend, precision: 'float64' } as const,
  { backend, precision: 'float32' } as const,
]);

const x = input('x', [4]);
const smooth = [
  'neg',
  'exp',
  'log',
  'sqrt',
  'tanh',
  'sigmoid',
  'softplus',
  'sin',
  'cos',
  'abs',
  'sign',
] as const;

test.each(engines)(
  'no number stays no number, so that a diverged run is seen ($backend $precision)',
  async (engine) => {
    const tensors = [...smooth.map((name) => build[name](x)), build.power(x, 2.5), build.power(x, 2)];
    const executor = await openExecutor(engine.backend);
    const results = await evaluate([...tensors, maximum(x, [0]), sum(x)], { x: [NaN, 1, 1, 1] }, executor, {
      ...engine,
      threads: 1,
    });
    for (const result of results) expect(result[0]).toBeNaN();
  },
);

test.each(engines)('functions keep their limits ($backend $precision)', async (engine) => {
  const executor = await openExecutor(engine.backend);
  const limits = await evaluate(
    [build.tanh(x), build.sigmoid(x), build.softplus(x), build.exp(x), div(1, sub(x, x))],
    { x: [-1000, 1000, -Infinity, Infinity] },
    executor,
    { ...engine, threads: 1 },
  );
  expect(limits).toEqual([
    [-1, 1, -1, 1],
    [0, 1, 0, 1],
    [0, 1000, 0, Infinity],
    [0, Infinity, 0, Infinity],
    [Infinity, Infinity, NaN, NaN],
  ]);
});

test.each(backends)('small values keep their digits in float64 (%s)', async (backend) => {
  const at = [-30, -20, -10, -5];
  const executor = await openExecutor(backend);
  const results = await evaluate([build.sigmoid(x), build.softplus(x)], { x: at }, executor);
  // log(1 + u) by its series: u is e⁻⁵ at most.
  const series = (u: number): number =>
    Array.from({ length: 12 }, (_, i) => ((-1) ** i * u ** (i + 1)) / (i + 1)).reduce((a, b) => a + b);
  at.forEach((value, i) => {
    const u = Math.exp(value);
    expect(results[0]![i]! / (u / (1 + u))).toBeCloseTo(1, 13);
    expect(results[1]![i]! / series(u)).toBeCloseTo(1, 13);
  });
});
