import { expect, it } from 'vitest';
import { LabError } from '../../app/contract/contract.ts';
import { fromJson } from '../../main/exchange/json-import.ts';
import { toJson } from '../../main/exchange/json-export.ts';
import { RealLab } from './real-lab.ts';

/** Forks, by the lab with its real engines. */

const on = RealLab.forEachTest();

const quadratic = { kind: 'quadratic', eigenvalues: [1, 0.5, 0.1], rotate: false, start: [1, -1, 2] };
const gd = {
  version: 1,
  objective: quadratic,
  optimizer: { kind: 'gd', stepSize: 0.3 },
  steps: 48,
  backend: 'reference',
  measure: { sharpness: { every: 7 } },
};

async function ended(experiment: Readonly<Record<string, unknown>>): Promise<string> {
  const id = await on.start(experiment);
  await on.until(id, ({ status }) => status === 'finished');
  return id;
}

async function forked(id: string, point: number | undefined, changes: Record<string, unknown>) {
  const { id: child } = await on.lab.call('runs.fork', { id, point, changes });
  return on.until(child, ({ status }) => status === 'finished' || status === 'failed');
}

async function values(id: string, name: string): Promise<Float64Array> {
  return (await on.lab.call('series.read', { series: [{ id, name }] }))[0]!.value;
}

it('goes on from a point as its run did, bit for bit, where nothing is changed', async () => {
  const sam = { ...gd, optimizer: { kind: 'sam', stepSize: 0.3, radius: 0.05 } };
  const network = {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6] },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  };
  for (const objective of [quadratic, network]) {
    const parent = await ended({ ...sam, objective });
    expect(await on.lab.call('runs.keptSteps', { id: parent })).toContain(20);
    const child = await forked(parent, 20, { steps: 28 });
    expect(child).toMatchObject({ status: 'finished', step: 28, fork: { run: parent, step: 20 } });
    for (const name of ['loss', 'gradientNorm', 'ascentLoss'])
      expect(await values(child.id, name)).toEqual((await values(parent, name)).slice(20));
    expect((await values(child.id, 'distanceFromStart'))[0]).toBe(0);
  }
});

it('becomes SAM where GD was: the same as SAM begun at those parameters, gradient flow and all', async () => {
  const parent = await ended(gd);
  const optimizer = { kind: 'sam', stepSize: 0.5, radius: 0.1 };
  const measure = { ...gd.measure, flow: {} };
  const child = await forked(parent, 48, { optimizer, measure, steps: 100 });
  expect(child.name).toMatch(/^SAM .*, from step 48 of GD /);
  const start = on.store.readArrays(parent, 'final/')[0]!.values;
  expect(start[0]).toBeCloseTo(0.7 ** 48, 12);
  expect(on.store.readArrays(child.id, 'start/')[0]!.values).toEqual(start);
  const objective = { ...quadratic, start: [...start] };
  const alone = await ended({ ...gd, objective, optimizer, measure, steps: 100 });
  for (const name of ['loss', 'oscillation', 'sharpness', 'w.0', 'flowDistance'])
    expect(await values(child.id, name)).toEqual(await values(alone, name));
  expect(child.summary?.cycleRatio).toBeCloseTo(1, 3);
});

it('two forks of one point are paired, a fork of the start is a run like its own, and a fork has forks', async () => {
  const parent = await ended(gd);
  const changes = { optimizer: { kind: 'sam', stepSize: 0.3, radius: 0.1 }, steps: 24 };
  const [one, other] = [await forked(parent, 24, changes), await forked(parent, 24, { steps: 24 })];
  const { distances } = await on.lab.call('runs.compare', { ids: [one.id, other.id, parent] });
  expect(distances.map(({ a, b }) => [a, b])).toEqual([[one.id, other.id]]);
  expect(distances[0]!.distance[0]).toBe(0);
  const { distance } = await on.lab.call('runs.distance', { id: one.id, other: other.id });
  expect(distance).toHaveLength(25);
  distances[0]!.step.forEach((step, i) => expect(distance[step]).toBe(distances[0]!.distance[i]));
  const again = await forked(parent, 0, {});
  expect(again).toMatchObject({ fork: null, startHash: on.store.getRun(parent)!.startHash });
  const second = await forked(one.id, 24, { steps: 5 });
  expect(second.fork).toEqual({ run: one.id, step: 24 });
  const [last] = (await values(one.id, 'loss')).slice(-1);
  expect((await values(second.id, 'loss'))[0]).toBe(last);
  expect((await forked(second.id, 0, { steps: 4 })).fork).toEqual({ run: one.id, step: 24 });
});

it('begins where a paused run rests, and goes on after a stop', async () => {
  const network = {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6] },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  };
  const parent = await on.start({ ...gd, objective: network, steps: 1_000_000_000 });
  await on.until(parent, ({ step }) => step > 300);
  await on.lab.call('runs.pause', { ids: [parent] });
  const { step } = await on.until(parent, ({ status }) => status === 'paused');
  const { id } = await on.lab.call('runs.fork', { id: parent, changes: { steps: 10_000 } });
  await on.until(id, (run) => run.step > 100);
  await on.lab.call('runs.stop', { ids: [id] });
  expect(await on.until(id, ({ status }) => status === 'stopped')).toMatchObject({
    fork: { run: parent, step },
  });
  await on.lab.call('runs.resume', { ids: [id] });
  const child = await on.until(id, ({ status }) => status === 'finished');
  expect(child.step).toBe(10_000);
  const whole = await forked(parent, step, { steps: 10_000 });
  for (const name of ['loss', 'distanceFromStart'])
    expect(await values(id, name)).toEqual(await values(whole.id, name));
});

it('says what cannot be forked, each at its place, and begins nothing', async () => {
  const parent = await ended(gd);
  const problems = async (point: number | undefined, changes: Record<string, unknown>) => {
    const refused: unknown = await on.lab
      .call('runs.fork', { id: parent, point, changes })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LabError);
    return (refused as LabError).problems.map(({ code, place, message }) => [code, place, message]);
  };
  expect(await problems(7, {})).toEqual([
    [
      'no-point',
      undefined,
      expect.stringContaining('keeps no parameters of step 7. It keeps those of step 0, 2, '),
    ],
  ]);
  expect(await problems(undefined, { objective: quadratic, seed: 2 })).toEqual([
    ['fixed-by-fork', 'objective', expect.stringContaining('so objective stays as it is')],
    ['fixed-by-fork', 'seed', expect.stringContaining('It may change name, optimizer, steps')],
  ]);
  expect(await problems(undefined, { steps: 0, optimizer: { kind: 'sam', stepSize: 0.1 } })).toEqual([
    [expect.any(String), 'optimizer.radius', expect.any(String)],
    [expect.any(String), 'steps', expect.stringContaining('at least 1')],
  ]);
  expect(await on.lab.call('runs.list', {})).toHaveLength(1);
  const { id } = on.store.importRun(
    fromJson([...toJson(on.store.recorded(parent))].join('').replaceAll(parent, 'elsewhere'))[0]!,
  );
  await expect(on.lab.call('runs.fork', { id, changes: {} })).rejects.toMatchObject({
    problems: [{ code: 'no-parameters' }],
  });
});

it('keeps where it came from in its file', async () => {
  const parent = await ended(gd);
  const child = await forked(parent, 48, { steps: 3 });
  const [read] = fromJson([...toJson(on.store.recorded(child.id))].join(''));
  expect(read!.run).toMatchObject({ fork: child.fork, startHash: child.startHash, hash: child.hash });
});
