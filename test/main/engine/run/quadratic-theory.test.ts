import { expect, test } from 'vitest';
import { cycle } from '../../../../app/dynamics/cycle.ts';
import { contractionRate } from '../../../../app/dynamics/quadratic.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';
import { collect, summaryOf, valuesOf } from './collect.ts';

const sam = (stepSize: number, radius = 0.05) => ({ kind: 'sam', stepSize, radius });
const rarely = { sharpness: { every: 1_000_000 } };

// theory.md section 2: for almost every start and 0 < ηλ₁ < 2
test.each([0.05, 0.4, 0.8, 1.3, 1.99])(
  '40 random starts at ηλ₁ = %d all reach the cycle to 1e-12',
  async (x) => {
    const stream = new RandomStream(5, `starts/${x}`);
    const { amplitude } = cycle(x, 0.05, 1)!;
    for (let seed = 0; seed < 40; seed++) {
      const eigenvalues = [1, ...Array.from(stream.normals(3), (z) => 0.25 + 0.55 * Math.abs(Math.sin(z)))];
      const run = await collect({
        seed,
        objective: { kind: 'quadratic', eigenvalues },
        optimizer: sam(x),
        steps: x === 1.99 || x === 0.05 ? 4000 : 1000,
        measure: rarely,
        backend: 'reference',
      });
      expect(valuesOf(run, 'cycleDistance').at(-1)! / amplitude).toBeLessThan(1e-12);
      const gradientNorm = valuesOf(run, 'gradientNorm').at(-1)!;
      expect(Math.abs(gradientNorm / amplitude - 1)).toBeLessThan(1e-12);
    }
  },
);

test.each([0.05, 0.7, 1.5, 1.95])(
  'at ηλ₁ = %d no step raises the energy, and each lowers it by what theory asks',
  async (x) => {
    const eigenvalues = [1, 0.8, 0.5, 0.2, 0.05];
    const rho = 0.05;
    const run = await collect({
      objective: { kind: 'quadratic', eigenvalues },
      optimizer: sam(x, rho),
      steps: 2000,
      measure: rarely,
    });
    const energy = valuesOf(run, 'energy');
    const coordinates = eigenvalues.map((_, i) => valuesOf(run, `w.${i}`));
    const scale = Math.max(...energy.map(Math.abs));
    for (let t = 0; t + 1 < energy.length; t++) {
      const least = eigenvalues.reduce(
        (sum, lambda, i) => sum + lambda * (coordinates[i]![t]! + coordinates[i]![t + 1]!) ** 2,
        0,
      );
      const rounding = 1e-13 * scale;
      expect(energy[t]! - energy[t + 1]!).toBeGreaterThanOrEqual(least / (2 * rho) - rounding);
    }
    const { gradientNorm } = cycle(x, rho, 1)!;
    expect(energy.at(-1)! / (-gradientNorm / 2)).toBeCloseTo(1, x === 0.05 ? 2 : 9);
  },
);

test('a start without the leading direction goes to the cycle of the next', async () => {
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [1, 0.7, 0.3], rotate: false, start: [0, 1, 1] },
    optimizer: sam(0.5),
    steps: 2000,
  });
  const { amplitude } = cycle(0.5, 0.05, 0.7)!;
  expect(valuesOf(run, 'w.0').every((value) => value === 0)).toBe(true);
  expect(Math.abs(valuesOf(run, 'w.1').at(-1)!)).toBeCloseTo(amplitude, 13);
  expect(valuesOf(run, 'w.2').at(-1)).toBeCloseTo(0, 13);
});

test('a pair of equal largest eigenvalues keeps its ratio and bounces on the circle', async () => {
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [1, 1, 0.4], rotate: false, start: [3, 1, 1] },
    optimizer: sam(0.5),
    steps: 1000,
  });
  const [first, second] = [valuesOf(run, 'w.0'), valuesOf(run, 'w.1')];
  first.forEach((value, t) => expect(value / second[t]!).toBeCloseTo(3, 10));
  expect(Math.hypot(first.at(-1)!, second.at(-1)!)).toBeCloseTo(cycle(0.5, 0.05, 1)!.amplitude, 13);
  expect(valuesOf(run, 'cycleDistance').at(-1)).toBeCloseTo(0, 13);
});

test.each([[[1]], [[2, 2, 2]]])(
  'eigenvalues that are all equal have their cycle too: %j',
  async (eigenvalues) => {
    const run = await collect({
      objective: { kind: 'quadratic', eigenvalues },
      optimizer: sam(0.5),
      steps: 300,
    });
    expect(valuesOf(run, 'cycleDistance').at(-1)).toBeCloseTo(0, 13);
  },
);

test('the summary has the measured contraction rate and time to the cycle', async () => {
  const eigenvalues = [1, 0.8, 0.5, 0.2, 0.05];
  const from = (start: number[] | 'random') =>
    collect({
      objective: { kind: 'quadratic', eigenvalues, start },
      optimizer: sam(0.7),
      steps: 1500,
      measure: { sharpness: { every: 51 } },
    });
  const run = await from([0.04, 0.02, 0.02, 0.02, 0.02]);
  const summary = summaryOf(run);
  expect(summary.contractionRate).toBeCloseTo(contractionRate(0.7, eigenvalues), 6);
  const deltas = valuesOf(run, 'oscillation');
  const { amplitude } = cycle(0.7, 0.05, 1)!;
  const outside = deltas.findLastIndex((value) => Math.abs(Math.abs(value) / amplitude - 1) > 0.1);
  expect(summary.cycleStep).toBe(outside + 2); // δ begins at step 1
  // From afar it sinks to rounding before it grows: then rounding says when the bounce begins.
  expect(summaryOf(await from('random')).cycleStep).toBeNull();
});

test('in float32 a bounce too small for it is told, and the summary says from when on', async () => {
  const experiment = {
    objective: { kind: 'quadratic', eigenvalues: [1, 0.5], start: [1, 1] },
    steps: 60,
    measure: { sharpness: { every: 5 } },
  };
  const lost = await collect({ ...experiment, optimizer: sam(0.5, 1e-7), precision: 'float32' });
  expect(lost.events.map(({ kind }) => kind)).toContain('precision-lost');
  expect(summaryOf(lost).precisionLostAt).toBe(5);
  const sentence = ({ events }: typeof lost) =>
    events.find(({ kind }) => kind === 'precision-lost')?.sentence;
  expect(sentence(lost)).toContain('Use float64, or a larger radius.');
  const least = await collect({ ...experiment, optimizer: sam(0.5, 1e-16) });
  expect(sentence(least)).toContain('A larger radius is resolved.');
  const kept = await collect({ ...experiment, optimizer: sam(0.5, 1e-7) });
  expect(kept.events.map(({ kind }) => kind)).not.toContain('precision-lost');
  expect(summaryOf(kept).precisionLostAt).toBeNull();
});

test('radius 0 and steps beyond 2/λ₁ have no cycle, and say nothing of one', async () => {
  const objective = { kind: 'quadratic', eigenvalues: [1, 0.5] };
  const still = await collect({ objective, optimizer: sam(0.5, 0), steps: 40 });
  expect([...still.series.keys()]).not.toContain('energy');
  const wild = await collect({ objective, optimizer: sam(2.1), steps: 40 });
  expect([...wild.series.keys()]).toContain('energy');
  expect([...wild.series.keys()]).not.toContain('cycleDistance');
  expect(summaryOf(wild).contractionRate).toBeNull();
});

test('with ε SAM ends on the smaller cycle, on its edge; where ε is beyond β₁ it comes to rest below it', async () => {
  const ended = async (epsilon: number) =>
    summaryOf(
      await collect({
        objective: { kind: 'quadratic', eigenvalues: [1, 0.5, 0.2], start: [0.1, 0.1, 0.1] },
        optimizer: { ...sam(0.5), epsilon },
        steps: 600,
        measure: { sharpness: { every: 13, tolerance: 1e-12 } },
      }),
    );
  const smaller = await ended(0.01); // β₁ = 0.01667
  expect(smaller.cycleRatio).toBeCloseTo(1, 8);
  expect(smaller.lateEdgeRatio).toBeCloseTo(1, 8);
  const resting = await ended(0.1);
  expect(resting.cycleRatio).toBeNull();
  // At rest c = ρ/ε = ½, and λ(1 + λ/2) = 2/η = 4 has the root 2.
  expect(resting.lateEdgeRatio).toBeCloseTo(1 / 2, 8);
});
