import { expect, test } from 'vitest';
import { collect, valuesOf } from '../run/collect.ts';

const eigenvalues = [1, 0.5, 0.2];
const radius = 0.05;
const heavy = { momentum: 0.5 };
const nesterov = { momentum: 0.5, nesterov: true };

/** From a start with a part along every eigenvector, in the eigenbasis. */
function run(optimizer: Record<string, unknown>, start: readonly number[], steps: number) {
  return collect({
    objective: { kind: 'quadratic', eigenvalues, start },
    optimizer,
    steps,
    backend: 'reference',
    measure: { sharpness: { every: 1001, tolerance: 1e-12 } },
  });
}

// docs/theory.md, section 4, λ₁ = 1: X = 2, 2(1+β), (2+2β)/(1+2β); for USAM the η at which ηλ(1+ρλ) = X
test.each([
  { name: 'GD', optimizer: { kind: 'gd' }, edge: 2 },
  { name: 'GD, heavy ball', optimizer: { kind: 'gd', ...heavy }, edge: 3 },
  { name: 'GD, strong heavy ball', optimizer: { kind: 'gd', momentum: 0.9 }, edge: 3.8 },
  { name: 'GD, Nesterov', optimizer: { kind: 'gd', ...nesterov }, edge: 1.5 },
  { name: 'GD, strong Nesterov', optimizer: { kind: 'gd', momentum: 0.9, nesterov: true }, edge: 3.8 / 2.8 },
  { name: 'USAM', optimizer: { kind: 'usam', radius: 0.3 }, edge: 2 / 1.3 },
  { name: 'USAM, heavy ball', optimizer: { kind: 'usam', radius: 0.3, ...heavy }, edge: 3 / 1.3 },
  { name: 'USAM, Nesterov', optimizer: { kind: 'usam', radius: 0.3, ...nesterov }, edge: 1.5 / 1.3 },
])('$name converges just below its edge and diverges just above', async ({ optimizer, edge }) => {
  const start = [1, 1, 1];
  const below = await run({ ...optimizer, stepSize: 0.99 * edge }, start, 6000);
  expect(below.done.status).not.toBe('diverged');
  expect(valuesOf(below, 'loss').at(-1)).toBeLessThan(1e-12);
  const above = await run({ ...optimizer, stepSize: 1.01 * edge }, start, 6000);
  expect(above.done.status).toBe('diverged');
  // In step sizes the edge is where λ₁ meets it: the recorded edge says the same of both.
  const [recorded] = valuesOf(below, 'edge');
  expect(recorded).toBeGreaterThan(1);
  expect(valuesOf(above, 'edge')[0]).toBeLessThan(1);
});

const [x, a] = [1.2, (limit: number, share = 1) => (share * 1.2 * radius) / (limit - 1.2)];

// docs/theory.md, section 7: a = αxρ/(X − x)
test.each([
  { name: 'SAM', optimizer: { kind: 'sam' }, amplitude: a(2) },
  { name: 'GSAM', optimizer: { kind: 'gsam', alpha: 0.6 }, amplitude: a(2) },
  { name: 'n-step SAM', optimizer: { kind: 'n-step-sam', ascentSteps: 4 }, amplitude: a(2) },
  { name: 'partial SAM', optimizer: { kind: 'partial-sam', fraction: 0.4 }, amplitude: a(2, 0.4) },
  { name: 'SAM, heavy ball', optimizer: { kind: 'sam', ...heavy }, amplitude: a(3) },
  { name: 'SAM, Nesterov', optimizer: { kind: 'sam', ...nesterov }, amplitude: a(1.5) },
  { name: 'GSAM, heavy ball', optimizer: { kind: 'gsam', alpha: 0.6, ...heavy }, amplitude: a(3) },
  {
    name: 'partial SAM, Nesterov',
    optimizer: { kind: 'partial-sam', fraction: 0.4, ...nesterov },
    amplitude: a(1.5, 0.4),
  },
])('$name ends on its two-cycle to 1e-9', async ({ optimizer, amplitude }) => {
  const start = [1.01 * amplitude, 0.01 * amplitude, 0.01 * amplitude];
  const bounce = await run({ ...optimizer, stepSize: x, radius }, start, 20_000);
  const [before, last] = valuesOf(bounce, 'w.0').slice(-2);
  expect(before! * last!).toBeLessThan(0);
  for (const value of [before!, last!]) expect(Math.abs(value) / amplitude).toBeCloseTo(1, 9);
  expect(valuesOf(bounce, 'cycleAmplitude').at(-1)! / amplitude).toBeCloseTo(1, 9);
  // On the cycle g is along u₁ and λ₁ is exactly on the edge: the null model of section 4, for all of them
  expect(valuesOf(bounce, 'gauge').at(-1)).toBeCloseTo(1, 9);
  expect(valuesOf(bounce, 'edge').at(-1)).toBeCloseTo(1, 9);
});

test.each([
  { name: 'heavy ball', momentum: heavy, limit: 3 },
  { name: 'Nesterov', momentum: nesterov, limit: 1.5 },
])(
  'SAM’s cycle with momentum ($name) is there up to the limit of descent and not beyond',
  async ({ momentum, limit }) => {
    const near = 0.97 * limit;
    const amplitude = (near * radius) / (limit - near);
    const start = [amplitude, 0.01, 0.01];
    const below = await run({ kind: 'sam', stepSize: near, radius, ...momentum }, start, 20_000);
    expect(Math.abs(valuesOf(below, 'w.0').at(-1)!) / amplitude).toBeCloseTo(1, 9);
    const above = await run({ kind: 'sam', stepSize: 1.03 * limit, radius, ...momentum }, start, 20_000);
    expect(above.done.status).toBe('diverged');
  },
);
