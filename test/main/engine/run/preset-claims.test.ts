import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resourcePath } from '../../../../main/resources.ts';
import { collect, valuesOf, type Collected } from './collect.ts';

/** Runs of all experiments of a preset, in their order. */
async function runsOf(preset: string): Promise<Collected[]> {
  const { experiments } = JSON.parse(readFileSync(resourcePath('presets', `${preset}.json`), 'utf8')) as {
    experiments: Record<string, unknown>[];
  };
  const runs: Collected[] = [];
  for (const experiment of experiments) runs.push(await collect({ ...experiment, backend: 'reference' }));
  return runs;
}

const last = (run: Collected, name: string): number => valuesOf(run, name).at(-1)!;
const first = (run: Collected, name: string): number => valuesOf(run, name)[0]!;
/** Mean of the last two values: what a bounce leaves of a coordinate. */
const lastMean = (run: Collected, name: string): number => {
  const [a, b] = valuesOf(run, name).slice(-2);
  return (a! + b!) / 2;
};

/** Mean of the last 500 values: what single examples in turn leave of a coordinate. */
const lateMean = (run: Collected, name: string): number =>
  valuesOf(run, name)
    .slice(-500)
    .reduce((sum, value) => sum + value / 500, 0);

/** λ₁ in the middle of SAM's bounce on the balanced chain x₁ = … = x₄ = x, ℓ = ½(x⁴ − 1)²: one variable z = 2x along the unit vector of all four. */
function balancedSharpness(eta = 0.05, rho = 0.1): number {
  const slope = (z: number): number => ((z / 2) ** 4 - 1) * 2 * (z / 2) ** 3;
  const step = (z: number): number => z - eta * slope(z + rho * Math.sign(slope(z)));
  let z = 2.02;
  for (let t = 0; t < 8000; t++) z = step(z);
  const x = (z + 2 * step(z) + step(step(z))) / 8; // half of the midpoint's z
  return 4 * x ** 6 + (x ** 4 - 1) * 3 * x ** 2;
}

// What the sentences of the presets say, docs/theory.md sections 2, 3 and 8.

test.each(['eigenvalues-power', 'eigenvalues-two-scale', 'eigenvalues-degenerate'])(
  '%s: GD settles, SAM ends on the cycle of the largest eigenvalue',
  async (preset) => {
    const [gd, sam] = await runsOf(preset);
    const norm = (0.5 * 0.05) / 1.5; // ηρλ₁²/(2 − ηλ₁)
    expect(last(gd!, 'gradientNorm')).toBeLessThan(norm / 100);
    expect(last(sam!, 'gradientNorm')).toBeCloseTo(norm, 5);
    // Of a degenerate pair u₁ is any direction of its plane: the coordinates of both flip.
    const flipping = preset === 'eigenvalues-degenerate' ? ['w.0', 'w.1'] : ['oscillation'];
    for (const name of flipping) {
      const late = valuesOf(sam!, name).slice(-100);
      expect(late.slice(1).every((value, i) => value * late[i]! < 0)).toBe(true);
    }
  },
);

test('two scales: the bounce begins where the flat directions’ gradient has fallen to that of the cycle', async () => {
  const [, sam] = await runsOf('eigenvalues-two-scale');
  const norms = valuesOf(sam!, 'gradientNorm');
  expect(norms[0]).toBeGreaterThan(0.05);
  // Until then the steep direction shrinks by |1 − ηλ₁ − ηρλ₁²/‖g‖| < 1, and no step flips its side above rounding.
  const begin = norms.findIndex((value) => value < (0.5 * 0.05) / 1.5);
  expect(begin).toBeGreaterThan(100);
  const oscillation = valuesOf(sam!, 'oscillation').map(Math.abs);
  expect(Math.max(...oscillation.slice(60, begin))).toBeLessThan(1e-3);
  expect(oscillation.at(-1)).toBeCloseTo((0.5 * 0.05) / 1.5, 5);
});

test('a degenerate pair keeps the line of its start', async () => {
  const [, sam] = await runsOf('eigenvalues-degenerate');
  const [x, y] = [last(sam!, 'w.0'), last(sam!, 'w.1')];
  expect(Math.hypot(x, y)).toBeCloseTo((0.5 * 0.05) / 1.5, 8);
  expect(x / y).toBeCloseTo(first(sam!, 'w.0') / first(sam!, 'w.1'), 6);
});

test('a saddle holds SAM and not GD', async () => {
  const [gd, sam] = await runsOf('eigenvalues-negative');
  expect(last(gd!, 'w.4')).toBeCloseTo(0.02 * 1.25 ** 60, 4);
  expect(Math.abs(last(sam!, 'w.4'))).toBeLessThan(1e-8);
  expect(Math.abs(last(sam!, 'w.0'))).toBeCloseTo((0.5 * 0.2) / 1.5, 8);
});

test('SAM balances a chain, GD keeps its ratio', async () => {
  const [gd, sam] = await runsOf('chain');
  expect(first(gd!, 'sharpness')).toBeGreaterThan(11);
  expect(last(gd!, 'w.x1') / last(gd!, 'w.x4')).toBeGreaterThan(8);
  expect(last(gd!, 'sharpness')).toBeGreaterThan(10);
  expect(Math.abs(lastMean(sam!, 'w.x1') / lastMean(sam!, 'w.x4') - 1)).toBeLessThan(0.02);
  expect(Math.abs(last(sam!, 'midpointSharpness') - balancedSharpness())).toBeLessThan(0.01);
});

// Where 2F₁′b₁² + 2F₂′b₂² = 0, b = ρ/(1 − ηF): docs/theory.md, section 8.
test('SAM on both examples descends the largest eigenvalue, on one at a time nearly the trace', async () => {
  const [both, alone, averaged] = await runsOf('largest-or-trace');
  for (const name of ['w.x1', 'w.x2']) expect(Math.abs(lastMean(both!, name))).toBeLessThan(0.02);
  // Near enough to tell it from the least trace, (0.8, 0.143).
  expect(Math.abs(lateMean(alone!, 'w.x1') - 0.779)).toBeLessThan(0.005);
  expect(Math.abs(lateMean(alone!, 'w.x2') - 0.128)).toBeLessThan(0.005);
  // With b = 2ρ/(2 − ηF) of the mean's curvatures: (0.7886, 0.134).
  expect(lastMean(averaged!, 'w.x1')).toBeCloseTo(0.7886, 2);
  expect(lastMean(averaged!, 'w.x2')).toBeCloseTo(0.134, 2);
  expect(last(both!, 'sharpness')).toBeLessThan(last(alone!, 'sharpness'));
  const trace = (run: Collected): number => last(run, 'sharpness') + last(run, 'sharpness2');
  expect(trace(alone!)).toBeLessThan(trace(both!) - 1);
});
