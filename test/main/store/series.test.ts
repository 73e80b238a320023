import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeriesChunk } from '../../../app/series/chunk.ts';
import { everyStep, newRun, storeWithRun } from './fixture.ts';

const progress = { step: 1, seconds: 1 };

test('points come back bit for bit, however they were cut into batches and whatever their steps and values', () => {
  const gap = fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 1000 }));
  const value = fc.double({ noDefaultInfinity: false, noNaN: false });
  const batches = fc.array(fc.array(fc.tuple(gap, value), { maxLength: 40 }), { maxLength: 30 });
  const { store } = storeWithRun();
  fc.assert(
    fc.property(batches, fc.nat(5000), (parts, start) => {
      const run = store.createRun(newRun);
      let at = start;
      const points: [number, number][] = [];
      for (const part of parts) {
        const batch = part.map(([distance, y]): [number, number] => [(at += distance), y]);
        points.push(...batch);
        store.append(run.id, [listed('loss', batch)], progress);
      }
      const read = store.readSeries(run.id, 'loss');
      expect([...read.step]).toEqual(points.map(([step]) => step));
      expect([...read.value].every((y, i) => Object.is(y, points[i]![1]))).toBe(true);
      expect(read).toMatchObject({ name: 'loss', recorded: points.length, thinned: false });
      const [from, to] = [points[3]?.[0] ?? 0, points.at(-2)?.[0] ?? 0];
      const within = points.filter(([step]) => step >= from && step <= to);
      expect([...store.readSeries(run.id, 'loss', { from, to }).step]).toEqual(within.map(([step]) => step));
    }),
    { numRuns: 60 },
  );
});

test('steps that are regular are kept as numbers, also when they come one by one', () => {
  const { store, run } = storeWithRun();
  for (let step = 0; step < 1000; step += 50)
    store.append(run.id, [listed('sharpness', [[step, step / 7]])], progress);
  const raw = new Database(store.file, { readonly: true });
  const rows = raw.prepare('SELECT steps, stride, count FROM chunks').all() as {
    steps: unknown;
    stride: number;
  }[];
  raw.close();
  expect(rows.every(({ steps }) => steps === null)).toBe(true);
  expect([...store.readSeries(run.id, 'sharpness').step]).toEqual(
    Array.from({ length: 20 }, (_, i) => 50 * i),
  );
});

test('points that come one by one lie in full chunks behind a short tail', () => {
  const { store, run } = storeWithRun();
  const raw = new Database(store.file, { readonly: true });
  const count = raw.prepare('SELECT count(*) FROM chunks').pluck();
  let most = 0;
  for (let step = 0; step < 10_000; step++) {
    store.append(run.id, [everyStep('loss', step, [Math.sqrt(step)])], { step, seconds: 1 });
    if (step % 997 === 0) most = Math.max(most, (count.get() as number) - Math.floor(step / 8192));
  }
  raw.close();
  expect(most).toBeLessThanOrEqual(14); // log₂ 8192, and the one being filled
  const { step, value } = store.readSeries(run.id, 'loss');
  expect(step.every((at, i) => at === i)).toBe(true);
  expect(value.every((y, i) => y === Math.sqrt(i))).toBe(true);
});

test('points at steps that are there replace what was there from then on, in their series only', () => {
  const { store, run } = storeWithRun();
  const both = (first: number, values: number[]): SeriesChunk[] => [
    everyStep('loss', first, values),
    everyStep('gradientNorm', first, values),
  ];
  store.append(run.id, both(0, [0, 1, 2, 3, 4, 5]), progress);
  store.append(run.id, [everyStep('loss', 3, [30, 40])], progress);
  expect([...store.readSeries(run.id, 'loss').value]).toEqual([0, 1, 2, 30, 40]);
  expect([...store.readSeries(run.id, 'gradientNorm').value]).toEqual([0, 1, 2, 3, 4, 5]);
  store.append(run.id, [everyStep('loss', 0, [7])], progress);
  expect([...store.readSeries(run.id, 'loss').value]).toEqual([7]);
});

test('a run goes on from a step: later points, checkpoints and events are dropped, all else stays', () => {
  const { store, run } = storeWithRun();
  const other = store.createRun(newRun);
  const values = Float64Array.from({ length: 20_000 }, (_, i) => i);
  for (const { id } of [run, other])
    store.append(
      id,
      [
        everyStep('loss', 0, values),
        listed('sharpness', [
          [0, 1],
          [9000, 2],
          [15_000, 3],
        ]),
      ],
      { step: 20_000, seconds: 2 },
    );
  for (const step of [9000, 12_000])
    store.saveCheckpoint(run.id, { step, seconds: 1, state: '{}', arrays: [] });
  store.addEvent(run.id, { step: 9000, kind: 'a', sentence: 'A.' });
  store.addEvent(run.id, { step: 9001, kind: 'b', sentence: 'B.' });

  store.truncateAfter(run.id, 9000);
  expect(store.getRun(run.id)?.step).toBe(9000);
  expect(store.listSeries(run.id)).toEqual([
    { name: 'loss', points: 9001 },
    { name: 'sharpness', points: 2 },
  ]);
  expect(store.listCheckpoints(run.id)).toEqual([9000]);
  expect(store.readEvents(run.id)).toEqual([{ step: 9000, kind: 'a', sentence: 'A.' }]);
  expect(store.listSeries(other.id)).toEqual([
    { name: 'loss', points: 20_000 },
    { name: 'sharpness', points: 3 },
  ]);
  store.append(run.id, [everyStep('loss', 9000, values.subarray(9000))], { step: 20_000, seconds: 2 });
  const { step, value } = store.readSeries(run.id, 'loss');
  expect(step.length).toBe(20_000);
  expect(value.every((y, i) => y === i && step[i] === i)).toBe(true);
});

test.each<[string, Pick<SeriesChunk, 'steps'> & { values: number[] }]>([
  ['1 steps and 2 values', { steps: { kind: 'regular', first: 0, stride: 1, count: 1 }, values: [1, 2] }],
  ['rising', { steps: { kind: 'listed', values: Float64Array.of(3, 3) }, values: [1, 2] }],
  ['rising', { steps: { kind: 'regular', first: 0, stride: 0, count: 2 }, values: [1, 2] }],
  ['whole', { steps: { kind: 'listed', values: Float64Array.of(0.5) }, values: [1] }],
  ['not negative', { steps: { kind: 'regular', first: -1, stride: 1, count: 1 }, values: [1] }],
])('malformed points (%s) are refused, and nothing of their batch is kept', (words, chunk) => {
  const { store, run } = storeWithRun();
  const batch = [
    everyStep('gradientNorm', 0, [1]),
    { ...chunk, name: 'loss', values: Float64Array.from(chunk.values) },
  ];
  expect(() => store.append(run.id, batch, { step: 5, seconds: 1 })).toThrow(
    expect.objectContaining({
      code: 'bad-points',
      message: expect.stringContaining(words) as string,
    }) as Error,
  );
  expect(store.listSeries(run.id)).toEqual([]);
  expect(store.getRun(run.id)?.step).toBe(0);
});

test('a series walked in pieces is that of the moment it was asked for, whatever comes meanwhile', () => {
  const { store, run } = storeWithRun();
  const values = Float64Array.from({ length: 20_000 }, (_, i) => i);
  for (let first = 0; first < 20_000; first += 3000)
    store.append(run.id, [everyStep('loss', first, values.subarray(first, first + 3000))], progress);
  const recorded = store.recorded(run.id);
  const walked: number[] = [];
  let next = 20_000;
  for (const chunk of recorded.chunks('loss')) {
    walked.push(...chunk.values);
    store.append(run.id, [everyStep('loss', next, new Float64Array(5000))], progress);
    next += 5000;
  }
  expect(walked).toEqual([...values]);
  expect([...recorded.chunks('none')]).toEqual([]);
});

function listed(name: string, points: readonly (readonly [number, number])[]): SeriesChunk {
  return {
    name,
    steps: { kind: 'listed', values: Float64Array.from(points, ([step]) => step) },
    values: Float64Array.from(points, ([, value]) => value),
  };
}
