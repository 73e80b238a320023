import { expect, test } from 'vitest';
import { cycle } from '../../../../app/dynamics/cycle.ts';
import { driftRate } from '../../../../app/dynamics/drift.ts';
import { collect, stepsOf, summaryOf, valuesOf } from '../run/collect.ts';

const ravine = '0.5*(1+y^2)*x^2';
const measure = { sharpness: { every: 7, tolerance: 1e-12 }, drift: true };

function ravineRun(eta: number, rho: number, steps: number) {
  return collect({
    objective: {
      kind: 'expression',
      variables: ['x', 'y'],
      formula: ravine,
      start: [cycle(eta, rho, 5)!.amplitude, 2],
    },
    optimizer: { kind: 'sam', stepSize: eta, radius: rho },
    steps,
    measure,
  });
}

// theory.md section 3: relative error O(ρ²)
test.each([0.1, 0.3])(
  'down the ravine at η = %d the drift is −2κ∇λ₁ over two steps, with an error that falls by four with ρ/2',
  async (eta) => {
    const errors: number[] = [];
    for (const rho of [0.1, 0.05, 0.025]) {
      const run = await ravineRun(eta, rho, 30 * (0.1 / rho) ** 2); // to the same place of the valley
      const ratios = valuesOf(run, 'driftRatio');
      expect(ratios.length).toBe(stepsOf(run, 'midpointSharpness').length);
      expect(Math.min(...valuesOf(run, 'driftAlignment'))).toBeGreaterThan(1 - 1e-9);
      errors.push(Math.abs(ratios.at(-1)! - 1));
    }
    for (const [i, error] of errors.slice(1).entries()) {
      expect(errors[i]! / error).toBeGreaterThan(3.2);
      expect(errors[i]! / error).toBeLessThan(4.8);
    }
  },
);

test('∇λ₁ is that of the closed form, and theory’s change of λ₁ is the measured one', async () => {
  const run = await ravineRun(0.1, 0.05, 200);
  const ys = valuesOf(run, 'w.y');
  const norms = valuesOf(run, 'sharpnessGradientNorm');
  stepsOf(run, 'sharpnessGradientNorm').forEach((step, i) => {
    // λ₁ = 1 + y² on the valley; x is of the order of a, and its part is left out by the square.
    expect(norms[i]! / (2 * ys[step]!)).toBeCloseTo(1, 2);
  });
  const { sharpnessChange, predictedSharpnessChange, driftRatio } = summaryOf(run);
  expect(sharpnessChange! / predictedSharpnessChange!).toBeCloseTo(1, 2);
  expect(driftRatio).toBeCloseTo(1, 2);
  const rate = driftRate(0.1, 0.05, 5)! * 16;
  expect(valuesOf(run, 'predictedSharpnessRate')[0]! / -rate).toBeCloseTo(1, 1);
});

test('the closed form of a toy stands in the summary, whatever its variables are called', async () => {
  const run = await collect({
    objective: {
      kind: 'expression',
      variables: ['p', 'q'],
      formula: '0.5*(1 + q^2)*p^2',
      start: [cycle(0.1, 0.05, 5)!.amplitude, 2],
    },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
    steps: 1000,
    measure: { sharpness: { every: 3, tolerance: 1e-10 } },
  });
  const summary = summaryOf(run);
  expect(Math.abs(summary.closedFormSharpness! - summary.finalSharpness!)).toBeLessThan(0.01);
});

test('g⁺ − g is its Hessian part and its part of the third derivative, but for a rest of order ρ³', async () => {
  const rests: number[] = [];
  for (const radius of [0.1, 0.05]) {
    const run = await collect({
      objective: {
        kind: 'expression',
        variables: ['x', 'y'],
        formula: 'exp(x)*cos(y) + x^2*y^2',
        start: [0.3, 0.7],
      },
      optimizer: { kind: 'sam', stepSize: 0.001, radius },
      steps: 1,
      measure,
    });
    const [x, y] = [0.3, 0.7];
    const [ex, cos, sin] = [Math.exp(x), Math.cos(y), Math.sin(y)];
    const g = [ex * cos + 2 * x * y * y, -ex * sin + 2 * x * x * y];
    const norm = Math.hypot(...g);
    const [p, q] = [g[0]! / norm, g[1]! / norm];
    const hessian = [ex * cos + 2 * y * y, -ex * sin + 4 * x * y, -ex * cos + 2 * x * x] as const;
    const bounce = Math.hypot(hessian[0] * p + hessian[1] * q, hessian[1] * p + hessian[2] * q) * radius;
    // Third derivatives xxx, xxy, xyy, yyy.
    const third = [ex * cos, -ex * sin + 4 * y, -ex * cos + 4 * x, ex * sin] as const;
    const bend = Math.hypot(
      third[0] * p * p + 2 * third[1] * p * q + third[2] * q * q,
      third[1] * p * p + 2 * third[2] * p * q + third[3] * q * q,
    );
    expect(valuesOf(run, 'bouncePart')[0]).toBeCloseTo(bounce, 12);
    expect(valuesOf(run, 'thirdPart')[0]).toBeCloseTo((radius ** 2 / 2) * bend, 12);
    rests.push(valuesOf(run, 'ascentRest')[0]!);
  }
  expect(rests[0]! / rests[1]!).toBeGreaterThan(7);
  expect(rests[0]! / rests[1]!).toBeLessThan(9);
});

test('GD at the edge drifts by ½ηδ², which it does not set itself', async () => {
  const run = await collect({
    objective: { kind: 'expression', variables: ['x', 'y'], formula: ravine, start: [0.05, 2] },
    optimizer: { kind: 'gd', stepSize: 0.4 },
    steps: 60,
    measure: { sharpness: { every: 3, tolerance: 1e-12 }, drift: true },
  });
  const [first] = valuesOf(run, 'driftRatio');
  expect(first).toBeCloseTo(1, 1);
  expect([...run.series.keys()]).not.toContain('bouncePart');
});

test('a drift below rounding is not recorded', async () => {
  const run = await collect({
    objective: { kind: 'expression', variables: ['x', 'y'], formula: ravine, start: [3e-10, 2] },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 1e-9 },
    steps: 30,
    measure,
  });
  expect([...run.series.keys()]).toContain('sharpnessGradientNorm');
  expect([...run.series.keys()]).not.toContain('driftRatio');
});

test('an ascent point has eigenvalues of its own where it is asked for', async () => {
  const run = await collect({
    objective: { kind: 'expression', variables: ['x', 'y'], formula: ravine, start: [0.1, 2] },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.2 },
    steps: 3,
    measure: { sharpness: { every: 1, count: 2, tolerance: 1e-12, ascent: true } },
  });
  const [x, y] = [0.1, 2];
  const g = [(1 + y * y) * x, y * x * x];
  const norm = Math.hypot(...g);
  const [u, v] = [x + (0.2 * g[0]!) / norm, y + (0.2 * g[1]!) / norm];
  const [a, b, d] = [1 + v * v, 2 * u * v, u * u];
  const half = Math.hypot((a - d) / 2, b);
  expect(valuesOf(run, 'ascentSharpness')[0]).toBeCloseTo((a + d) / 2 + half, 10);
  expect(valuesOf(run, 'ascentSharpness2')[0]).toBeCloseTo((a + d) / 2 - half, 10);
});

test('every eigenvalue that is recorded has its residual beside it, at every place', async () => {
  const run = await collect({
    objective: { kind: 'expression', variables: ['x', 'y'], formula: ravine, start: [0.1, 2] },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.2 },
    steps: 6,
    measure: { sharpness: { every: 1, count: 2, tolerance: 1e-9, ascent: true }, flow: { tolerance: 1e-6 } },
  });
  for (const [place, most] of [
    ['sharpness', 2],
    ['midpointSharpness', 1],
    ['followedSharpness', 2],
    ['ascentSharpness', 2],
    ['flowSharpness', 1],
  ] as const)
    for (let rank = 1; rank <= most; rank++) {
      const end = rank === 1 ? '' : String(rank);
      const residuals = run.series.get(`${place}Residual${end}`)!;
      expect([...residuals.keys()], place).toEqual(stepsOf(run, `${place}${end}`));
      // Of two variables both pairs are known to rounding.
      for (const residual of residuals.values()) expect(residual).toBeLessThan(1e-9);
    }
});

test.each([
  { at: 10, momentum: 0 },
  { at: 12, momentum: 0 },
  { at: 13, momentum: 0 },
  { at: 14, momentum: 0.3 },
  { at: 15, momentum: 0.3 },
])(
  'a run of momentum $momentum stopped at step $at and resumed measures the same bit for bit',
  async ({ at, momentum }) => {
    const file = {
      objective: { kind: 'expression', variables: ['x', 'y'], formula: ravine, start: [0.1, 2] },
      optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1, momentum },
      steps: 40,
      measure: { sharpness: { every: 4, tolerance: 1e-10, ascent: true }, drift: true },
    };
    const whole = await collect(file);
    const stopped = await collect(file, (message, control) => {
      if (message.type === 'arrays' && message.arrays[0]!.name.startsWith('start/')) control.step(at);
      if (message.type === 'paused') control.stop();
    });
    expect(stopped.done).toMatchObject({ status: 'stopped', step: at });
    const checkpoint = stopped.checkpoints.at(-1)!;
    const { series: into, execution: begun } = stopped;
    const rest = await collect(file, undefined, { checkpoint, into, begun });
    const closed = momentum === 0 ? ['closedFormSharpness'] : []; // without momentum there is one
    for (const name of [
      ...closed,
      'driftRatio',
      'sharpnessRate',
      'predictedSharpnessRate',
      'ascentSharpness',
      'flipShare',
      'oscillationEnvelope',
    ])
      expect([...rest.series.get(name)!], name).toEqual([...whole.series.get(name)!]);
    expect([...stopped.events, ...rest.events]).toEqual(whole.events);
  },
);
