import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect, stepsOf, valuesOf, type Collected } from '../run/collect.ts';

/** Every optimizer on objectives that are no valley, with all probes on: each run ends with a result or says why not, and keeps what it measured. */

const radius = 0.1;
const kinds = [
  { kind: 'gd' },
  { kind: 'sam', radius },
  { kind: 'usam', radius },
  { kind: 'asam', radius },
  { kind: 'gsam', radius, alpha: 0.5 },
  { kind: 'n-step-sam', radius, ascentSteps: 2 },
  { kind: 'partial-sam', radius, fraction: 0.5 },
] as const;
const withDrift: readonly string[] = ['gd', 'sam', 'gsam', 'partial-sam'];
const momenta = [
  { momentum: 0, nesterov: false },
  { momentum: 0.5, nesterov: false },
  { momentum: 0.5, nesterov: true },
];
const optimizers = kinds.flatMap((kind) =>
  momenta.map((momentum) => ({ ...kind, ...momentum, stepSize: 0.05 })),
);

const [steps, every] = [40, 2];

function run(
  formula: string,
  start: readonly [number, number],
  optimizer: Readonly<Record<string, unknown>>,
): Promise<Collected> {
  return collect({
    objective: { kind: 'expression', variables: ['x', 'y'], formula, start },
    optimizer,
    steps,
    measure: { sharpness: { every, ascent: true, tolerance: 1e-8 }, drift: true },
  });
}

/** Series with a value that is no finite number before a step. */
function infinite(found: Collected, before = Infinity): string[] {
  return [...found.series].flatMap(([name, points]) =>
    [...points].some(([step, value]) => step < before && !Number.isFinite(value)) ? [name] : [],
  );
}

/** Measurements at steps 0, 2, 4, … up to where the run ended. */
const measuredUpTo = (step: number): number => Math.floor(step / every) + 1;

describe.each(optimizers)('$kind with momentum $momentum (Nesterov: $nesterov)', (optimizer) => {
  test('on a ravine has a drift where one is known, and no number that is not finite', async () => {
    const found = await run('0.5*(1+y^2)*x^2', [0.1, 1], optimizer);
    expect(found.done).toMatchObject({ status: 'finished', step: steps, problem: null });
    expect(infinite(found)).toEqual([]);
    const drifts = stepsOf(found, 'driftRatio');
    if (!withDrift.includes(optimizer.kind)) expect(drifts).toEqual([]);
    if (optimizer.kind === 'sam' || optimizer.kind === 'gsam') expect(drifts).not.toEqual([]);
    const offset = found.series.get('oscillation')!;
    for (const step of drifts) expect(offset.get(step)! * offset.get(step - 1)!).toBeLessThan(0);
    expect(stepsOf(found, 'sharpness')).toHaveLength(measuredUpTo(steps));
  });

  test('on a plane finds a sharpness of zero', async () => {
    const found = await run('x + y', [1, 1], optimizer);
    expect(found.done).toMatchObject({ status: 'finished', step: steps });
    expect(valuesOf(found, 'sharpness')).toEqual(Array(measuredUpTo(steps)).fill(0));
    expect(stepsOf(found, 'driftRatio')).toEqual([]);
    expect(infinite(found)).toEqual([]);
  });

  test('at a zero gradient stays there, and says so where it could not leave', async () => {
    const found = await run('x^2 - y^2', [0, 0], optimizer);
    expect(found.done).toMatchObject(
      optimizer.momentum === 0
        ? { status: 'converged', step: 0, problem: { code: 'zero-gradient' } }
        : { status: 'finished', step: steps },
    );
    expect(new Set(valuesOf(found, 'distanceFromStart'))).toEqual(new Set([0]));
    expect(found.events.filter(({ kind }) => kind === 'stationary').map(({ step }) => step)).toEqual(
      optimizer.momentum === 0 ? [] : [0],
    );
    for (const value of valuesOf(found, 'sharpness')) expect(value).toBeCloseTo(2, 12);
    expect(infinite(found)).toEqual([]);
  });

  test('beyond 2/λ₁ diverges with all that it measured before', async () => {
    const found = await run('50*x^2 + y^2', [1, 1], optimizer);
    const { status, step, problem } = found.done;
    expect({ status, code: problem?.code }).toEqual({ status: 'diverged', code: 'diverged' });
    expect(problem?.message).toContain(`step ${step}`);
    expect(stepsOf(found, 'loss')).toEqual(Array.from({ length: step + 1 }, (_, t) => t));
    for (const value of valuesOf(found, 'sharpness')) expect(value).toBeCloseTo(100, 8);
    expect(stepsOf(found, 'sharpness').length).toBeGreaterThanOrEqual(2);
    expect(infinite(found)).toEqual([]);
  });

  test('where the loss becomes no number diverges, and only that step has none', async () => {
    const found = await run('log(x) + 0.5*y^2', [0.1, 1], { ...optimizer, stepSize: 1 });
    expect(found.done).toMatchObject({
      status: 'diverged',
      problem: { code: 'diverged', message: expect.stringContaining('not a finite number') as string },
    });
    expect(infinite(found, found.done.step)).toEqual([]);
    expect(stepsOf(found, 'sharpness')[0]).toBe(0);
  });
});

const overShards = momenta.map((momentum) => ({
  ...{ kind: 'm-sam', radius, shard: 3, stepSize: 0.05 },
  ...momentum,
}));

test.each([...optimizers, ...overShards])(
  '$kind with momentum $momentum (Nesterov: $nesterov) across the kinks of ReLU, all probes on, keeps finite numbers',
  async (optimizer) => {
    const found = await collect({
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [6], activation: 'relu' },
        data: { kind: 'chebyshev', degree: 3, points: 10 },
      },
      optimizer,
      steps,
      backend: 'reference',
      measure: { sharpness: { every, ascent: true, count: 2 }, drift: true },
    });
    expect(found.done).toMatchObject({ status: 'finished', step: steps, problem: null });
    expect(infinite(found)).toEqual([]);
    expect(found.events.filter(({ kind }) => kind === 'kinks')).toHaveLength(1);
    expect(stepsOf(found, 'sharpness2')).toHaveLength(measuredUpTo(steps));
    if (!withDrift.includes(optimizer.kind)) expect(stepsOf(found, 'driftRatio')).toEqual([]);
  },
);

test('as many eigenvalues as parameters are all of them; more are refused', async () => {
  const quadratic = (count: number) =>
    collect({
      objective: { kind: 'quadratic', eigenvalues: [2, 0.5, -1] },
      optimizer: { kind: 'sam', stepSize: 0.1, radius },
      steps: 6,
      measure: { sharpness: { every, count, ascent: true, tolerance: 1e-10 }, drift: true },
    });
  const all = await quadratic(3);
  expect(infinite(all)).toEqual([]);
  [2, 0.5, -1].forEach((value, i) => {
    const found = valuesOf(all, `sharpness${i === 0 ? '' : i + 1}`);
    expect(found).toHaveLength(measuredUpTo(6));
    for (const one of found) expect(one).toBeCloseTo(value, 9);
  });
  expect(all.events.map(({ kind }) => kind)).not.toContain('unresolved-sharpness');
  await expect(quadratic(4)).rejects.toThrow('measure.sharpness.count');
});

test('more eigenvalues than a network has parameters are refused, where only its data tell how many, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-few-'));
  const path = join(folder, 'table.csv');
  writeFileSync(path, 'x,y\n1,2\n3,5\n-2,1\n');
  const few = collect({
    objective: {
      kind: 'network',
      network: { kind: 'deep-linear', hidden: [] },
      data: { kind: 'csv', path, target: 'y' },
    },
    optimizer: { kind: 'sam', stepSize: 0.05, radius },
    steps: 6,
    measure: { sharpness: { every, count: 5, ascent: true }, drift: true },
  });
  await expect(few).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'measure.sharpness.count is 5 and there are 1 parameters; ask for fewer eigenvalues.',
  });
  rmSync(folder, { recursive: true });
});

test.each(optimizers.filter(({ kind }) => kind !== 'gd'))(
  '$kind of radius 0 with momentum $momentum (Nesterov: $nesterov) is GD, and its drift is none',
  async (optimizer) => {
    const { momentum, nesterov, stepSize } = optimizer;
    const ravine = ['0.5*(1+y^2)*x^2', [0.1, 1]] as const;
    const found = await run(...ravine, {
      ...optimizer,
      radius: 0,
      ...(optimizer.kind === 'gsam' ? { alpha: 0 } : {}),
    });
    const gd = await run(...ravine, { kind: 'gd', momentum, nesterov, stepSize });
    const losses = valuesOf(gd, 'loss');
    valuesOf(found, 'loss').forEach((value, i) => expect(value / losses[i]!).toBeCloseTo(1, 12));
    expect(stepsOf(found, 'driftRatio')).toEqual([]);
    expect(infinite(found)).toEqual([]);
  },
);

test('eigenvalues that Lanczos cannot tell apart are recorded with their residual, and the run says so', async () => {
  const dimension = 600;
  const eigenvalues = Array.from({ length: dimension }, (_, i) => 1 - (i / dimension) ** 4);
  const found = await collect({
    objective: { kind: 'quadratic', eigenvalues, rotate: false },
    optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.1 },
    steps: 4,
    backend: 'reference',
    measure: { sharpness: { every: 2, count: 3, tolerance: 1e-10 }, drift: true },
  });
  expect(found.done).toMatchObject({ status: 'finished', step: 4 });
  const told = found.events.filter(({ kind }) => kind === 'unresolved-sharpness');
  expect(told.map(({ step }) => step)).toEqual([0, 2, 4]);
  for (const { step, values } of told) {
    const worst = ['', '2', '3'].map((rank) => {
      const value = found.series.get(`sharpness${rank}`)!.get(step)!;
      const residual = found.series.get(`sharpnessResidual${rank}`)!.get(step)!;
      // An eigenvalue of a symmetric matrix lies within the residual of every Ritz value.
      const nearest = Math.min(...eigenvalues.map((exact) => Math.abs(exact - value)));
      expect(nearest).toBeLessThanOrEqual(residual * value + 1e-14);
      expect(value).toBeLessThanOrEqual(1 + 1e-14);
      return residual;
    });
    expect(Math.max(...worst)).toBeGreaterThan(1e-10);
    expect((values?.['residual'] ?? NaN) / Math.max(...worst)).toBeCloseTo(1, 3);
  }
});
