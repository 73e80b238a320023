import { describe, expect, test } from 'vitest';
import { describeExperiment, describeObjective } from '../../../app/experiment/describe.ts';
import type { Objective } from '../../../app/experiment/experiment.ts';
import { gradientEvaluations, optimizerRules } from '../../../app/experiment/optimizer-rules.ts';
import { compareSettings, settings } from '../../../app/experiment/settings.ts';
import { dataShape, networkMemory, parameterCount } from '../../../app/experiment/size.ts';
import { experimentOf, expression, network, quadratic } from './examples.ts';

const sam = { kind: 'sam', stepSize: 0.05, radius: 0.03 };

test('an experiment in a line', () => {
  expect(describeExperiment(experimentOf({ ...network, optimizer: sam }))).toBe(
    'SAM η=0.05 ρ=0.03, mlp 50·50 tanh on chebyshev T₅, 20 points',
  );
  expect(describeExperiment(experimentOf(expression))).toBe('GD η=0.5, 0.5*(1+y^2)*x^2');
  expect(describeExperiment(experimentOf(quadratic))).toBe('GD η=0.5, quadratic, 2 eigenvalues, λ₁ = 1');
  const deep = {
    kind: 'network',
    network: { kind: 'deep-linear', hidden: [] },
    data: { kind: 'csv', path: '/a/b/table.csv', target: 'y' },
  };
  expect(describeObjective(experimentOf({ ...quadratic, objective: deep }).objective)).toBe(
    'deep-linear without hidden layers on table.csv',
  );
});

test('settings by place, lists as one value', () => {
  expect(settings(experimentOf(quadratic))).toEqual([
    ['seed', 1],
    ['objective.kind', 'quadratic'],
    ['objective.eigenvalues', [1, 0.5]],
    ['objective.rotate', true],
    ['objective.start', 'random'],
    ['optimizer.kind', 'gd'],
    ['optimizer.stepSize', 0.5],
    ['steps', 10],
    ['precision', 'float64'],
    ['backend', 'auto'],
    ['threads', 'auto'],
    ['noise', 0],
    ['measure.sharpness.every', 51],
    ['measure.sharpness.count', 1],
    ['measure.sharpness.tolerance', 1e-3],
    ['stop.gradientNorm', 0],
    ['stop.lossFactor', 1e8],
  ]);
});

test('what differs between experiments, and what they share', () => {
  const [a, b] = [quadratic, { ...quadratic, name: 'other', optimizer: { ...sam, stepSize: 0.5 } }].map(
    experimentOf,
  );
  const { differing, shared } = compareSettings([a!, b!]);
  expect(differing).toEqual([
    { place: 'optimizer.kind', values: ['gd', 'sam'] },
    { place: 'optimizer.radius', values: [null, 0.03] },
    { place: 'optimizer.epsilon', values: [null, 'auto'] },
  ]);
  expect(shared).toContainEqual({ place: 'optimizer.stepSize', values: [0.5, 0.5] });
  expect(shared).toContainEqual({
    place: 'objective.eigenvalues',
    values: [
      [1, 0.5],
      [1, 0.5],
    ],
  });
  expect(compareSettings([a!]).differing).toEqual([]);
});

describe('sizes', () => {
  const objectiveOf = (objective: object) => experimentOf({ ...quadratic, objective }).objective;
  const net = (kind: string, hidden: number[], data: object) =>
    objectiveOf({ kind: 'network', network: { kind, hidden }, data });

  test('numbers of parameters', () => {
    expect(parameterCount(objectiveOf(quadratic.objective))).toBe(2);
    expect(parameterCount(objectiveOf(expression.objective))).toBe(2);
    expect(parameterCount(net('mlp', [50, 50], { kind: 'chebyshev' }))).toBe(50 + 50 + 2500 + 50 + 50 + 1);
    expect(parameterCount(net('mlp', [200, 200], { kind: 'fashion-mnist' }))).toBe(199_210);
    expect(parameterCount(net('deep-linear', [8], { kind: 'mixture', dimension: 5, classes: 3 }))).toBe(64);
    expect(parameterCount(net('mlp', [], { kind: 'mnist-1d' }))).toBe(410);
    expect(parameterCount(net('mlp', [5], { kind: 'csv', path: 'a.csv', target: 'y' }))).toBe(null);
    expect(dataShape({ kind: 'digits', train: 100, test: 50 })).toEqual({
      examples: 150,
      inputs: 64,
      outputs: 10,
      classes: true,
    });
  });

  test('an estimate of memory holds the parameters and the data, and is at least that of a small table', () => {
    const memoryOf = (objective: Objective, eigenvalues: number) =>
      objective.kind === 'network' ? networkMemory(objective, eigenvalues) : null;
    const fashion = memoryOf(net('mlp', [200, 200], { kind: 'fashion-mnist' }), 1)!;
    expect(fashion.parameters).toBe(199_210);
    expect(fashion.bytes).toBeGreaterThan(8 * (199_210 * 10 + 1000 * 794));
    expect(fashion.bytes).toBeLessThan(1e9);
    expect(memoryOf(net('mlp', [200, 200], { kind: 'fashion-mnist' }), 64)!.bytes).toBeGreaterThan(
      fashion.bytes,
    );
    const table = { kind: 'csv', path: 'a.csv', target: 'y' };
    expect(memoryOf(net('mlp', [100, 100], table), 1)!.parameters).toBe(200 + 10_100 + 101);
  });
});

test('every optimizer has its rule and its cost', () => {
  expect(gradientEvaluations({ kind: 'gd', stepSize: 1 })).toBe(1);
  expect(gradientEvaluations({ kind: 'sam', stepSize: 1, radius: 1, epsilon: 'auto' })).toBe(2);
  for (const { name, update } of Object.values(optimizerRules)) {
    expect(name).not.toBe('');
    expect(update).toMatch(/^w ← w − η/);
  }
});
