import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import { bySteps } from '../../../app/figure/spacing.ts';
import { alone } from '../../../app/figure/subject.ts';
import { Curves } from '../../../renderer/state/curves.svelte.ts';
import type { Want } from '../../../renderer/state/curves.svelte.ts';
import { idOf, readWindow, valueAt } from '../recorded.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

let reached = 0;
let lab: StillLab;
let curves: Curves;

function answering(): StillLab {
  return new StillLab({
    'series.read': ({ series, from = 0, to = reached, buckets }) =>
      series.map((one) => ({
        id: idOf(one),
        ...readWindow({ stretch: { from, to }, ...(buckets ? { buckets } : {}) }, reached, 1),
      })),
  });
}

function want(from: number, to: number, names = ['loss']): Want[] {
  const need = { stretch: { from, to }, buckets: 256, spacing: bySteps, reached, ended: false };
  return names.flatMap((name) =>
    ['a', 'b'].map((id) => ({ source: { id, runs: [run(id)] as const, combined: null }, name, need })),
  );
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  reached = 10_000;
  lab = answering();
  curves = new Curves(lab);
});
afterEach(() => {
  curves.close();
  vi.useRealTimers();
});

const calls = (): number => lab.questions('series.read').length;

test('one call reads all series of all runs', async () => {
  curves.want(want(0, 10_000, ['loss', 'oscillation']));
  await vi.advanceTimersByTimeAsync(0);
  expect(calls()).toBe(1);
  expect(lab.questions('series.read')[0]?.series).toHaveLength(4);
  expect(curves.get('a', 'loss')?.step.length).toBeGreaterThan(256);
});

test('growth is read at most ten times a second, and only its new points', async () => {
  curves.want(want(0, reached));
  await vi.advanceTimersByTimeAsync(0);
  for (let millisecond = 0; millisecond < 1000; millisecond += 20) {
    reached += 10;
    curves.want(want(0, reached));
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(calls()).toBeLessThanOrEqual(11);
  expect(calls()).toBeGreaterThanOrEqual(9);
  for (const { from } of lab.questions('series.read').slice(1)) expect(from).toBeGreaterThan(10_000);
  expect(curves.get('a', 'loss')?.step.at(-1)).toBeGreaterThan(10_400);
});

test('zooming in reads at once; back out again nothing is read', async () => {
  curves.want(want(0, 10_000));
  await vi.advanceTimersByTimeAsync(0);
  curves.want(want(4_000, 4_040));
  await vi.advanceTimersByTimeAsync(0);
  expect(calls()).toBe(2);
  const zoomed = curves.get('a', 'loss');
  const at = zoomed?.step.indexOf(4_020) ?? -1;
  expect(zoomed?.value[at]).toBe(valueAt(4_020));
  curves.want(want(0, 10_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(calls()).toBe(2);
  expect(curves.get('a', 'loss')?.step[0]).toBe(0);
});

test('what is no longer shown is forgotten', async () => {
  curves.want(want(0, 10_000));
  await vi.advanceTimersByTimeAsync(0);
  curves.want(want(0, 10_000).filter(({ source }) => source.id === 'a'));
  expect(curves.get('b', 'loss')).toBeUndefined();
  expect(curves.get('a', 'loss')).toBeDefined();
});

test('a refusal is said and not repeated until something else is shown', async () => {
  let refuse = true;
  const good = answering();
  lab = new StillLab({
    'series.read': (params) => {
      if (refuse) throw new LabError([{ code: 'x', message: 'The run is not in the store.' }]);
      return good.call('series.read', params);
    },
  });
  curves = new Curves(lab);
  curves.want(want(0, 10_000));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls()).toBe(1);
  expect(curves.problem?.message).toBe('The run is not in the store.');
  refuse = false;
  curves.want(want(0, 5_000));
  await vi.advanceTimersByTimeAsync(0);
  expect(curves.problem).toBeNull();
});

test('a series that is needed whole is read whole beside its thinned self, then only what is new', async () => {
  const thinned = {
    stretch: { from: 0, to: reached },
    buckets: 256,
    spacing: bySteps,
    reached,
    ended: false,
  };
  const both = (): Want[] => [
    { source: alone(run('a')), name: 'oscillation', need: { ...thinned, reached } },
    {
      source: alone(run('a')),
      name: 'oscillation',
      whole: true,
      need: { ...thinned, reached, buckets: Infinity },
    },
  ];
  curves.want(both());
  await vi.advanceTimersByTimeAsync(0);
  expect(curves.get('a', 'oscillation', true)?.step).toHaveLength(10_001);
  expect(curves.get('a', 'oscillation')?.step.length).toBeLessThan(2000);
  expect(lab.questions('series.read').some(({ buckets }) => buckets === undefined)).toBe(true);
  const before = curves.pointsRead;
  reached = 10_100;
  curves.want([
    { ...both()[1]!, need: { ...thinned, stretch: { from: 100, to: reached }, reached, buckets: Infinity } },
  ]);
  await vi.advanceTimersByTimeAsync(200);
  expect(curves.get('a', 'oscillation', true)?.step.at(-1)).toBe(10_100);
  expect(curves.pointsRead - before).toBe(100);
});

test('what is in sight is read first, the rest in small calls when nothing else is to be read, the dear not before it is seen', async () => {
  const wants = (when: NonNullable<Want['when']>, names: readonly string[]): Want[] =>
    want(0, reached, [...names]).map((one) => ({ ...one, when }));
  const unseen = wants(
    'idle',
    Array.from({ length: 30 }, (_, index) => `unseen ${index}`),
  );
  const dear = wants('in sight', ['dear']);
  curves.want([...unseen, ...dear, ...want(0, reached)]);
  await vi.advanceTimersByTimeAsync(10);
  expect(lab.questions('series.read').map(({ series }) => series.length)).toEqual([2]);
  await vi.advanceTimersByTimeAsync(500);
  expect(lab.questions('series.read').map(({ series }) => series.length)).toEqual([2, 40, 20]);
  expect(curves.get('b', 'unseen 29')?.step.length).toBeGreaterThan(256);
  expect(curves.get('a', 'dear')).toBeUndefined();
  curves.want([...unseen, ...wants('now', ['dear']), ...want(0, reached)]);
  await vi.advanceTimersByTimeAsync(10);
  expect(curves.get('a', 'dear')?.step.length).toBeGreaterThan(256);
  // Out of sight again it is kept, and not read on.
  const before = calls();
  reached += 1000;
  curves.want([...dear.map((one) => ({ ...one, need: { ...one.need, reached } }))]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls()).toBe(before);
  expect(curves.get('a', 'dear')?.step.at(-1)).toBe(10_000);
});

test.each(['idle', 'slow'] as const)('what is %s is read on every other second at most', async (when) => {
  const both = (): Want[] => [
    ...want(0, reached),
    ...want(0, reached, ['gauge']).map((one): Want => ({ ...one, when })),
  ];
  for (let millisecond = 0; millisecond < 4000; millisecond += 20) {
    reached += 10;
    curves.want(both());
    await vi.advanceTimersByTimeAsync(20);
  }
  const asked = lab.questions('series.read').map(({ series }) => series.map((one) => one.name));
  const seen = asked.filter((names) => names.includes('loss')).length;
  const unseen = asked.filter((names) => names.includes('gauge')).length;
  expect(seen).toBeGreaterThan(30);
  expect(unseen).toBeGreaterThanOrEqual(2);
  expect(unseen).toBeLessThanOrEqual(3);
});

test('what is slow is read at once where it is new', async () => {
  curves.want(want(0, 10_000, ['portrait']).map((one): Want => ({ ...one, when: 'slow' })));
  await vi.advanceTimersByTimeAsync(0);
  expect(curves.get('a', 'portrait')?.step.length).toBeGreaterThan(256);
});

test('one part of a reading that fails leaves what the others brought', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  lab = new StillLab({
    'series.read': ({ series, from = 0, to = reached, buckets }) =>
      from > 0
        ? promise
        : series.map((one) => ({
            id: idOf(one),
            ...readWindow({ stretch: { from, to }, ...(buckets ? { buckets } : {}) }, reached, 1),
          })),
  });
  curves = new Curves(lab);
  curves.want([...want(0, 1000), ...want(4000, 4100, ['oscillation'])]);
  reject(new LabError([{ code: 'internal', message: 'The lab could not read it' }]));
  await vi.advanceTimersByTimeAsync(0);
  expect(curves.problem?.message).toBe('The lab could not read it');
  expect(curves.get('a', 'loss')?.step.length).toBeGreaterThan(256);
  expect(curves.get('a', 'oscillation')).toBeUndefined();
});
