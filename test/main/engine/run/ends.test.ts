import { expect, test } from 'vitest';
import { collect, stepsOf, summaryOf, valuesOf } from './collect.ts';

const parabola = { kind: 'expression', variables: ['x'], formula: '0.5*x^2', start: [1] };

test('a run that converges or diverges at its very last step says so', async () => {
  const home = await collect({ objective: parabola, optimizer: { kind: 'gd', stepSize: 1 }, steps: 1 });
  expect(home.done).toMatchObject({ status: 'converged', step: 1, problem: { code: 'zero-gradient' } });
  const away = await collect({ objective: parabola, optimizer: { kind: 'gd', stepSize: 1e200 }, steps: 1 });
  expect(away.done).toMatchObject({ status: 'diverged', step: 1 });
  expect(valuesOf(away, 'loss')).toEqual([0.5, Infinity]);
});

test('noise moves an iterate whose gradient is zero: the run goes on', async () => {
  const objective = { kind: 'expression', variables: ['x', 'y'], formula: 'x^2-y^2', start: [0, 0] };
  for (const optimizer of [
    { kind: 'gd', stepSize: 0.1 },
    { kind: 'sam', stepSize: 0.1, radius: 0.1 },
  ]) {
    const run = await collect({ objective, optimizer, noise: 1e-3, steps: 20 });
    expect(run.done).toMatchObject({ status: 'finished', step: 20 });
    expect(valuesOf(run, 'distanceFromStart').at(-1)).toBeGreaterThan(0);
  }
});

test('where the gradient is zero SAM has no edge', async () => {
  const objective = { kind: 'quadratic', eigenvalues: [2, 1], start: [0, 0] };
  const run = await collect({ objective, optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1 }, steps: 5 });
  expect(stepsOf(run, 'sharpness')).toEqual([0]);
  expect(stepsOf(run, 'edge')).toEqual([]);
  expect(stepsOf(run, 'gauge')).toEqual([]);
});

test.each(['float32', 'float64'])(
  'GD far below its edge does not flip: what is left of δ is rounding (%s)',
  async (precision) => {
    const run = await collect({
      seed: 3,
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [], activation: 'linear' },
        data: { kind: 'chebyshev', degree: 4, points: 200 }, // no line fits: the loss stays, its gradient's terms cancel
      },
      optimizer: { kind: 'gd', stepSize: 0.3 },
      precision,
      steps: 2000,
    });
    const summary = summaryOf(run);
    expect(summary).toMatchObject({ flipRate: null, maskedShare: 1 });
  },
);

test.each([
  ['relu', ['kinks']],
  ['tanh', []],
])('a run says once whether its loss has kinks (%s)', async (activation, expected) => {
  const run = await collect({
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [4], activation },
      data: { kind: 'chebyshev', degree: 3, points: 8 },
    },
    optimizer: { kind: 'gd', stepSize: 0.01 },
    steps: 5,
  });
  expect(run.events.map(({ kind }) => kind).filter((kind) => kind === 'kinks')).toEqual(expected);
});
