import { expect, test } from 'vitest';
import { collect, stepsOf, valuesOf } from '../run/collect.ts';

const [stepSize, radius] = [0.5, 0.05];
const quadratic = { kind: 'quadratic', eigenvalues: [1, 0.5] };
const ravine = {
  kind: 'expression',
  variables: ['x', 'y'],
  formula: '0.5*(1+y^2)*x^2',
  start: [0.02, 1.2],
};
const file = { steps: 40, backend: 'reference', measure: { sharpness: { every: 7 }, drift: true } };

const scheduled = { kind: 'piecewise', values: [0, radius], at: [20] };
const others = [
  { kind: 'sam', stepSize, radius, momentum: 0.5 },
  { kind: 'sam', stepSize, radius: scheduled },
  { kind: 'gsam', stepSize, radius, alpha: 0.5 },
  { kind: 'partial-sam', stepSize, radius, fraction: 0.5 },
];

// docs/series.md: what is derived of plain SAM alone is not claimed of others
test('energy, distance from the cycle and closed forms are of plain SAM', async () => {
  const sam = { kind: 'sam', stepSize, radius };
  const [bounce, drifting] = [
    await collect({ ...file, objective: quadratic, optimizer: sam }),
    await collect({ ...file, objective: ravine, optimizer: sam }),
  ];
  for (const name of ['energy', 'cycleDistance']) expect(valuesOf(bounce, name)).toHaveLength(41);
  expect(stepsOf(drifting, 'closedFormSharpness')).not.toEqual([]);
  for (const optimizer of others) {
    const [one, other] = [
      await collect({ ...file, objective: quadratic, optimizer }),
      await collect({ ...file, objective: ravine, optimizer }),
    ];
    for (const name of ['energy', 'cycleDistance']) expect(one.series.has(name)).toBe(false);
    expect(other.series.has('closedFormSharpness')).toBe(false);
    expect(stepsOf(other, 'sharpnessGradientNorm')).not.toEqual([]);
  }
});

test('the drift is compared with κ only where the slope’s part in it is known', async () => {
  for (const { optimizer, known } of [
    { optimizer: { kind: 'sam', stepSize, radius }, known: true },
    { optimizer: { kind: 'sam', stepSize, radius: scheduled }, known: true },
    { optimizer: { kind: 'sam', stepSize, radius, momentum: 0.5 }, known: true },
    { optimizer: { kind: 'gd', stepSize: 1.2, momentum: 0.5 }, known: true },
    { optimizer: { kind: 'gd', stepSize, momentum: 0.5 }, known: false }, // far below its edge it does not bounce
    { optimizer: { kind: 'gsam', stepSize, radius, alpha: 0.5 }, known: true },
    { optimizer: { kind: 'partial-sam', stepSize, radius, fraction: 0.5 }, known: true },
    { optimizer: { kind: 'usam', stepSize, radius }, known: false },
    { optimizer: { kind: 'asam', stepSize, radius }, known: false },
    { optimizer: { kind: 'n-step-sam', stepSize, radius, ascentSteps: 2 }, known: false },
  ]) {
    const run = await collect({ ...file, objective: ravine, optimizer });
    expect(stepsOf(run, 'driftRatio').length > 0).toBe(known);
  }
});

test('λ₁ at the ascent point is that of w + ρĝ, of the rules that go there', async () => {
  const measure = { sharpness: { every: 10, ascent: true, tolerance: 1e-12 } };
  const shared = { stepSize: 0.01, radius: 0.3 };
  const measured = async (optimizer: Record<string, unknown>) =>
    collect({ ...file, measure, steps: 10, objective: ravine, optimizer: { ...shared, ...optimizer } });
  const [x, y] = ravine.start as [number, number];
  const slope = [(1 + y * y) * x, y * x * x];
  const share = shared.radius / Math.hypot(...slope);
  const [a, b] = [x + share * slope[0]!, y + share * slope[1]!];
  const [trace, determinant] = [1 + b * b + a * a, (1 + b * b) * a * a - (2 * a * b) ** 2];
  const expected = trace / 2 + Math.sqrt((trace / 2) ** 2 - determinant);
  for (const optimizer of [
    { kind: 'sam' },
    { kind: 'gsam', alpha: 0.2 },
    { kind: 'partial-sam', fraction: 0.5 },
  ])
    expect(valuesOf(await measured(optimizer), 'ascentSharpness')[0]).toBeCloseTo(expected, 9);
  for (const optimizer of [{ kind: 'usam' }, { kind: 'asam' }, { kind: 'n-step-sam', ascentSteps: 2 }])
    expect((await measured(optimizer)).series.has('ascentSharpness')).toBe(false);
});

test('while a scheduled radius is 0 no precision is said to be lost', async () => {
  const optimizer = { kind: 'sam', stepSize: 0.1, radius: { ...scheduled, at: [30] } };
  const run = await collect({ ...file, objective: quadratic, optimizer });
  expect(run.events.map(({ kind }) => kind)).not.toContain('precision-lost');
});
