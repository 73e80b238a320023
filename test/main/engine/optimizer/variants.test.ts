import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inOrder } from '../../../../main/engine/graph/order.ts';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import { Batches } from '../../../../main/engine/run/batches.ts';
import { buildPrograms } from '../../../../main/engine/run/programs.ts';
import { completed } from '../../../app/experiment/completed.ts';
import { backends } from '../execute/engines.ts';
import { collect, stepsOf, valuesOf, type Collected } from '../run/collect.ts';
import { plainRun, type PlainOptimizer, type PlainRun } from './plain-run.ts';
import { allExamples, network, networkLoss, parameters, quadratic } from './tasks.ts';

const [stepSize, radius] = [0.03, 0.05]; // so small that rounding does not grow from step to step
const shared = { stepSize, radius };
const whole: readonly PlainOptimizer[] = [
  { kind: 'gd', stepSize },
  { kind: 'sam', ...shared },
  { kind: 'usam', ...shared },
  { kind: 'asam', ...shared },
  { kind: 'asam', ...shared, offset: 0 },
  { kind: 'gsam', ...shared, alpha: 0.4 },
  { kind: 'n-step-sam', ...shared, ascentSteps: 3 },
  { kind: 'partial-sam', ...shared, fraction: 0.3 },
];
// 20 examples: shards that divide them, one that leaves two over, single examples, all together
const sharded = [5, 6, 1, 20].map((shard): PlainOptimizer => ({ kind: 'm-sam', ...shared, shard }));
const all = [...whole, ...sharded];

const nesterov = { momentum: 0.6, nesterov: true };
/** What is the same for every backend is tried on one. */
const momentaOn = (backend: string) =>
  backend === 'reference' ? [{}, { momentum: 0.6 }, nesterov] : [nesterov];
const steps = 15;

const known = new Map<string, Promise<Collected>>();
/** A run of these steps; what several tests ask for is computed once. */
function ran(file: Record<string, unknown>): Promise<Collected> {
  const whole = { ...file, steps };
  const key = JSON.stringify(whole);
  const run = known.get(key) ?? collect(whole);
  known.set(key, run);
  return run;
}
const epsilon = 1e-12; // of networks

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-12));
}

function expectSame(run: Collected, plain: PlainRun, kind: string): void {
  expectClose(valuesOf(run, 'loss'), plain.loss);
  expectClose(valuesOf(run, 'gradientNorm'), plain.gradientNorm);
  if (kind === 'gd') return;
  expectClose(valuesOf(run, 'ascentLoss'), plain.ascentLoss);
  expectClose(valuesOf(run, 'ascentGradientNorm'), plain.ascentGradientNorm);
}

test.each(backends.flatMap((backend) => whole.map((optimizer) => ({ backend, optimizer }))))(
  'on a quadratic the steps are those of plain loops: $optimizer.kind ($backend)',
  async ({ backend, optimizer }) => {
    for (const momentum of momentaOn(backend)) {
      const settings = { ...optimizer, ...momentum };
      const { objective, loss, start } = quadratic;
      const run = await collect({ objective, optimizer: settings, steps, backend });
      const plain = plainRun(() => settings, loss, start, steps);
      expectSame(run, plain, optimizer.kind);
      for (const i of [0, 1, 2])
        expectClose(
          valuesOf(run, `w.${i}`),
          plain.w.map((w) => w[i]!),
        );
    }
  },
);

test.each(backends.flatMap((backend) => all.map((optimizer) => ({ backend, optimizer }))))(
  'on a network the steps are those of plain loops: $optimizer ($backend)',
  async ({ backend, optimizer }) => {
    for (const momentum of momentaOn(backend)) {
      const settings = { ...optimizer, ...momentum };
      const run = await ran({ ...network, optimizer: settings, backend });
      const options = { epsilon, examples: () => allExamples };
      const plain = plainRun(() => settings, networkLoss(run), parameters(run, 'start'), steps, options);
      expectSame(run, plain, optimizer.kind);
      expectClose(parameters(run, 'final'), plain.w.at(-1)!);
    }
  },
);

test.each(backends)(
  'shards are cut from a batch in its order, also where a chunk is smaller than a shard (%s)',
  async (backend) => {
    const optimizer = { kind: 'm-sam', ...shared, shard: 4, momentum: 0.5 };
    const batches = new Batches(network.seed, 20, 9);
    for (const chunk of ['auto', 3, 4, 7]) {
      const run = await collect({ ...network, optimizer: { ...optimizer, batch: 9 }, steps, backend, chunk });
      const options = { epsilon, examples: (step: number) => [...batches.of(step, 1)] };
      const plain = plainRun(() => optimizer, networkLoss(run), parameters(run, 'start'), steps, options);
      expectSame(run, plain, 'm-sam');
      expectClose(parameters(run, 'final'), plain.w.at(-1)!);
    }
  },
);

// docs/theory.md, section 7: what each becomes at the ends of its settings
test.each(
  backends.flatMap((backend) => [
    { backend, one: { kind: 'm-sam', ...shared, shard: 20 }, other: { kind: 'sam', ...shared } },
    { backend, one: { kind: 'n-step-sam', ...shared, ascentSteps: 1 }, other: { kind: 'sam', ...shared } },
    { backend, one: { kind: 'partial-sam', ...shared, fraction: 1 }, other: { kind: 'sam', ...shared } },
    { backend, one: { kind: 'gsam', ...shared, alpha: 0 }, other: { kind: 'sam', ...shared } },
    { backend, one: { kind: 'partial-sam', ...shared, fraction: 0 }, other: { kind: 'gd', stepSize } },
    ...all
      .filter(({ kind }) => kind !== 'gd')
      .map((one) => ({ backend, one: { ...one, radius: 0 }, other: { kind: 'gd', stepSize } })),
  ]),
)('$one is $other ($backend)', async ({ backend, one, other }) => {
  for (const momentum of momentaOn(backend)) {
    const [a, b] = [
      await ran({ ...network, optimizer: { ...one, ...momentum }, backend }),
      await ran({ ...network, optimizer: { ...other, ...momentum }, backend }),
    ];
    for (const name of ['loss', 'gradientNorm']) expectClose(valuesOf(a, name), valuesOf(b, name));
    expectClose(parameters(a, 'final'), parameters(b, 'final'));
    if (other.kind !== 'sam') continue;
    for (const name of ['ascentLoss', 'ascentGradientNorm'])
      expectClose(valuesOf(a, name), valuesOf(b, name));
  }
});

test.each(backends)('float32 keeps to float64 as far as its digits go (%s)', async (backend) => {
  for (const optimizer of all) {
    const file = { ...network, optimizer: { ...optimizer, ...nesterov }, backend };
    const [single, double] = [await ran({ ...file, precision: 'float32' }), await ran(file)];
    valuesOf(single, 'loss').forEach((value, i) =>
      expect(Math.abs(value / valuesOf(double, 'loss')[i]! - 1)).toBeLessThan(1e-4),
    );
  }
});

test('where every iterate is measured the gradients of the step are those of a call of their own', async () => {
  for (const optimizer of all) {
    const file = { ...network, optimizer, steps: 5, backend: 'reference' };
    const beside = await collect({ ...file, measure: { sharpness: { every: 1, tolerance: 1e-10 } } });
    const apart = await collect({ ...file, measure: { sharpness: { every: 4, tolerance: 1e-10 } } });
    for (const name of ['gradientAlignment', 'ascentAlignment'])
      for (const [step, value] of apart.series.get(name) ?? [])
        expect(Math.abs(beside.series.get(name)!.get(step)! - value)).toBeLessThan(1e-9);
  }
});

test('where no edge is known none is recorded, and the run says so', async () => {
  const file = { ...network, steps: 12, measure: { sharpness: { every: 5 } } };
  for (const optimizer of [
    { kind: 'asam', ...shared },
    { kind: 'm-sam', ...shared, shard: 5 },
  ]) {
    const run = await collect({ ...file, optimizer });
    for (const name of ['edge', 'gauge', 'cycleAmplitude']) expect(run.series.has(name)).toBe(false);
    expect(stepsOf(run, 'ascentAlignment')).toEqual([0, 5, 10, 12]);
    const name = optimizer.kind === 'asam' ? 'ASAM' : 'm-SAM';
    expect(run.events[0]).toEqual({
      step: 0,
      kind: 'no-edge',
      sentence: `No edge of stability is known for ${name}, and none is recorded.`,
    });
  }
  const unnormalised = await collect({ ...file, optimizer: { kind: 'usam', ...shared } });
  expect(stepsOf(unnormalised, 'edge')).toEqual([0, 5, 10, 12]);
  expect(unnormalised.series.has('cycleAmplitude')).toBe(false);
  expect(unnormalised.events.map(({ kind }) => kind)).not.toContain('no-edge');
});

test('a zero gradient ends no run of shards, whose own gradients are not zero', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-shards-'));
  const path = join(folder, 'table.csv');
  writeFileSync(path, 'x,y\n1,1\n2,-0.5\n'); // at w = 0: (wx − y)² have the slopes −2 and 2
  const objective = {
    kind: 'network',
    network: { kind: 'deep-linear', hidden: [], init: 'normal', scale: 1e-300 },
    data: { kind: 'csv', path, target: 'y' },
  };
  const file = { objective, steps: 3, backend: 'reference' };
  const single = await collect({ ...file, optimizer: { kind: 'm-sam', stepSize, radius, shard: 1 } });
  expect(valuesOf(single, 'gradientNorm')[0]).toBe(0);
  expect(single.done).toMatchObject({ status: 'finished', step: 3 });
  // ascent points ∓ρ, slopes there 2(−ρ − 1) and 4(2ρ + ½): their mean is 3ρ
  expect(single.series.get('distanceFromStart')!.get(1)).toBeCloseTo(stepSize * 3 * radius, 12);
  const together = await collect({ ...file, optimizer: { kind: 'sam', stepSize, radius } });
  expect(together.done).toMatchObject({ status: 'converged', step: 0 });
  rmSync(folder, { recursive: true });
});

test('shards of what has no examples, or too few, are refused when the data are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-shards-'));
  const path = join(folder, 'table.csv');
  writeFileSync(path, 'x,y\n1,2\n3,4\n');
  const objective = { ...network.objective, data: { kind: 'csv', path, target: 'y' } };
  await expect(
    collect({ objective, steps: 1, optimizer: { kind: 'm-sam', stepSize, radius, shard: 3 } }),
  ).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'optimizer.shard is 3 and a step takes 2 training examples; take smaller shards.',
  });
  rmSync(folder, { recursive: true });
});

test('a thousand shards are one loop: the step’s program is as large as with four', async () => {
  const nodes = async (points: number): Promise<number> => {
    const objective = { ...network.objective, data: { ...network.objective.data, points } };
    const optimizer = { kind: 'm-sam', stepSize, radius, shard: 1 };
    const experiment = completed({ version: 1, objective, optimizer, steps });
    const { programs } = buildPrograms(experiment, await buildObjective(experiment)).module;
    const { outputs, updates } = programs['step']!;
    return inOrder([...Object.values(outputs), ...Object.values(updates)]).length;
  };
  expect(await nodes(1000)).toBe(await nodes(4));
});
