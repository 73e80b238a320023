import { expect, test } from 'vitest';
import type { FromEngine } from '../../../../main/engine/protocol.ts';
import { backends } from '../execute/engines.ts';
import { collect, stepsOf, valuesOf } from './collect.ts';

const net = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [8], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 10 },
  },
  optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
  seed: 5,
  steps: 400,
  measure: { sharpness: { every: 7, count: 2 } },
};

test.each(backends)('the same experiment gives the same series bit for bit (%s)', async (backend) => {
  const [one, other] = [await collect({ ...net, backend }), await collect({ ...net, backend })];
  expect(other.series).toEqual(one.series);
  expect(one.series.size).toBeGreaterThan(12);
});

test('GD and SAM share start and data bit for bit', async () => {
  const sam = await collect(net);
  const gd = await collect({ ...net, optimizer: { kind: 'gd', stepSize: 0.1 } });
  const shared = [...sam.arrays].filter(([name]) => /^(start|data)\//.test(name));
  expect(shared.map(([name]) => name)).toEqual(
    expect.arrayContaining(['data/inputs', 'data/targets', 'start/layer0.weight']),
  );
  for (const [name, { values }] of shared) expect(gd.arrays.get(name)?.values).toEqual(values);
  expect(valuesOf(gd, 'loss')[0]).toBe(valuesOf(sam, 'loss')[0]);
});

test.each(backends)('a stopped run goes on from its checkpoint bit for bit (%s)', async (backend) => {
  const file = { ...net, backend, noise: 1e-4 };
  const whole = await collect(file);
  const first = await collect(file, (message, control) => {
    if (startsAt(message)) control.step(123);
    if (message.type === 'paused') control.stop();
  });
  expect(first.done).toMatchObject({ status: 'stopped', step: 123 });
  const checkpoint = first.checkpoints.at(-1)!;
  const second = await collect(file, undefined, {
    checkpoint,
    into: first.series,
    begun: first.execution,
  });
  expect(second.done).toMatchObject({ status: 'finished', step: 400 });
  expect(sorted(second.series)).toEqual(sorted(whole.series));
  for (const [name, { values }] of whole.arrays)
    if (name.startsWith('final/')) expect(second.arrays.get(name)?.values).toEqual(values);
});

/** The first message of a run that starts: its parameters. */
function startsAt(message: FromEngine): boolean {
  return message.type === 'arrays' && message.arrays[0]?.name.startsWith('start/') === true;
}

function sorted(series: Map<string, Map<number, number>>) {
  return [...series]
    .map(([name, points]) => ({ name, points: [...points].sort(([a], [b]) => a - b) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

test('pause holds the run where it is, step moves it by so many, resume lets it go', async () => {
  const paused: number[] = [];
  const run = await collect(net, (message, control) => {
    if (startsAt(message)) control.pause();
    if (message.type !== 'paused') return;
    paused.push(message.step);
    if (paused.length < 4) setImmediate(() => control.step(10));
    else setImmediate(() => control.resume());
  });
  expect(paused).toEqual([0, 10, 20, 30]);
  expect(run.done).toMatchObject({ status: 'finished', step: 400 });
});

test('what is recorded: every step, and what a measurement finds', async () => {
  const run = await collect(net);
  const every = Array.from({ length: 401 }, (_, step) => step);
  for (const name of ['loss', 'gradientNorm', 'ascentLoss', 'ascentGradientNorm', 'distanceFromStart'])
    expect(stepsOf(run, name)).toEqual(every);
  expect(stepsOf(run, 'oscillation')).toEqual(every.slice(1, -1));
  const measured = [...every.filter((step) => step % 7 === 0), 400];
  for (const name of ['sharpness', 'sharpness2', 'edge', 'gauge', 'gradientAlignment', 'ascentAlignment'])
    expect(stepsOf(run, name)).toEqual(measured);
  expect(stepsOf(run, 'overlap')).toEqual(measured.slice(1, -1));
  const norms = valuesOf(run, 'gradientNorm');
  const edges = valuesOf(run, 'edge');
  measured.forEach((step, i) => {
    const root = Math.sqrt(1 + (8 * 0.05) / (0.1 * norms[step]!));
    expect(edges[i]).toBeCloseTo(((root - 1) * norms[step]!) / (2 * 0.05), 6); // paper B's form
  });
});

test('the computing time is that in which a measured step was reached: it rises, and stands still in a pause', async () => {
  const began = performance.now();
  let rested = 0;
  const run = await collect(net, (message, control) => {
    if (startsAt(message)) control.step(50);
    if (message.type !== 'paused' || rested > 0) return;
    const since = performance.now();
    while (performance.now() - since < 50);
    rested = (performance.now() - since) / 1000;
    setImmediate(() => control.resume());
  });
  const all = (performance.now() - began) / 1000;
  const seconds = [...run.seconds.values()];
  expect([...run.seconds.keys()]).toEqual(stepsOf(run, 'sharpness'));
  expect(seconds[0]).toBeGreaterThan(0);
  seconds.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(seconds[i]!));
  expect(seconds.at(-1)).toBeLessThan(run.done.seconds);
  expect(run.done.seconds).toBeLessThan(all - rested);
});

test('the computing time of a run that goes on is that of its checkpoint and more', async () => {
  const first = await collect(net, (message, control) => {
    if (startsAt(message)) control.step(123);
    if (message.type === 'paused') control.stop();
  });
  const checkpoint = first.checkpoints.at(-1)!;
  expect(Math.max(...first.seconds.values())).toBeLessThan(checkpoint.seconds);
  const second = await collect(net, undefined, {
    checkpoint,
    into: first.series,
    begun: first.execution,
  });
  expect([...first.seconds.keys(), ...second.seconds.keys()]).toEqual(stepsOf(second, 'sharpness'));
  expect(Math.min(...second.seconds.values())).toBeGreaterThan(checkpoint.seconds);
});

test('a run that converges where it was measured last has one time there, and so has one that goes on there', async () => {
  const file = {
    objective: { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(x*y-1)^2', start: [3, 0.5] },
    optimizer: { kind: 'gd', stepSize: 0.05 },
    steps: 300,
    measure: { sharpness: { every: 1 } },
  };
  const run = await collect(file);
  expect(run.done.status).toBe('converged');
  expect([...run.seconds.keys()]).toEqual(stepsOf(run, 'sharpness'));
  const stopped = await collect(file, (message, control) => {
    if (startsAt(message)) control.step(run.done.step);
    if (message.type === 'paused') control.stop();
  });
  const { series: into, execution: begun } = stopped;
  const rest = await collect(file, undefined, { checkpoint: stopped.checkpoints.at(-1)!, into, begun });
  const times = [...stopped.seconds.keys(), ...rest.seconds.keys()];
  expect(new Set(times).size).toBe(times.length);
});

test('the oscillation is that of the recorded coordinates along the leading eigenvector', async () => {
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [3, 1, 0.5] },
    optimizer: { kind: 'sam', stepSize: 0.2, radius: 0.1 },
    steps: 200,
    measure: { sharpness: { every: 13, tolerance: 1e-12 } },
  });
  const w = valuesOf(run, 'w.0');
  const oscillation = run.series.get('oscillation')!;
  const sign = Math.sign(oscillation.get(150)! * (w[150]! / 2 - (w[149]! + w[151]!) / 4));
  for (const [step, value] of oscillation)
    expect(sign * value).toBeCloseTo(w[step]! / 2 - (w[step - 1]! + w[step + 1]!) / 4, 11);
});

test('the direction keeps its sign from measurement to measurement, cold starts included', async () => {
  const run = await collect({
    objective: { kind: 'quadratic', eigenvalues: [1, 0.5] },
    optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 },
    steps: 2000,
    measure: { sharpness: { every: 13 } },
  });
  const late = valuesOf(run, 'oscillation').slice(500);
  late.slice(1).forEach((value, i) => expect(value * late[i]!).toBeLessThan(0)); // on the cycle: a flip every step
});
