import { expect, test } from 'vitest';
import type { SeriesWindow } from '../../../app/series/chunk.ts';
import { thin } from '../../../app/series/thin.ts';
import { everyStep, newRun, storeWithRun } from './fixture.ts';

const BLOCK = 32;

/** A long series with a drift, an oscillation of period two, and lone spikes. */
const COUNT = 60_000;
const values = Float64Array.from({ length: COUNT }, (_, i) => {
  const spike = i % 7919 === 4000 ? 100 : i % 7919 === 4321 ? -100 : 0;
  return Math.sin(i / 9000) + (i % 2 === 0 ? 0.1 : -0.1) * (1 + (i % 101) / 101) + spike;
});

function stored() {
  const { store, run } = storeWithRun();
  for (let first = 0; first < COUNT; first += 7000)
    store.append(run.id, [everyStep('oscillation', first, values.subarray(first, first + 7000))], {
      step: COUNT,
      seconds: 1,
    });
  return (request: { from?: number; to?: number; buckets?: number | number[] }): SeriesWindow =>
    store.readSeries(run.id, 'oscillation', request);
}

test.each([
  { name: 'by points, whole series', from: 0, to: COUNT - 1, buckets: 1000 },
  { name: 'by blocks, whole series', from: 0, to: COUNT - 1, buckets: 40 },
  { name: 'by blocks, within chunks', from: 5003, to: 48_111, buckets: 37 },
  { name: 'by points, inside one chunk', from: 9001, to: 11_000, buckets: 100 },
])('the extremes of every stretch are kept at their steps ($name)', ({ from, to, buckets }) => {
  const { step, value, recorded, thinned } = stored()({ from, to, buckets });
  expect({ recorded, thinned }).toEqual({ recorded: to - from + 1, thinned: true });
  expect(step.length).toBeLessThanOrEqual(2 * buckets + 2);
  expect([step[0], step.at(-1)]).toEqual([from, to]);
  expect(step.every((at, i) => i === 0 || at > step[i - 1]!)).toBe(true);
  expect(step.every((at, i) => values[at] === value[i])).toBe(true);
  const width = (to - from) / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const begin = from + bucket * width;
    const end = bucket === buckets - 1 ? to + 1 : from + (bucket + 1) * width;
    const slack = width >= 4 * BLOCK ? BLOCK : 0;
    const inside = values.subarray(Math.ceil(begin) + slack, Math.ceil(end) - slack);
    const near = [...value.keys()]
      .filter((i) => step[i]! >= begin - slack && step[i]! < end + slack)
      .map((i) => value[i]!);
    expect(Math.min(...near)).toBeLessThanOrEqual(Math.min(...inside));
    expect(Math.max(...near)).toBeGreaterThanOrEqual(Math.max(...inside));
  }
});

test('stretches of widths of their own keep the extremes of each, whole chunks among them', () => {
  const begins = Array.from({ length: 200 }, (_, i) => Math.ceil((COUNT * i * i) / 40_000));
  const rising = [...new Set(begins)];
  const { step, value, thinned } = stored()({ from: 0, to: COUNT - 1, buckets: rising });
  expect(thinned).toBe(true);
  expect(step.length).toBeLessThanOrEqual(2 * rising.length + 2);
  expect(step.every((at, i) => values[at] === value[i])).toBe(true);
  for (const [bucket, begin] of rising.entries()) {
    const end = rising[bucket + 1] ?? COUNT;
    const inside = values.subarray(begin, end);
    const kept = value.filter((_, i) => step[i]! >= begin && step[i]! < end);
    expect(Math.min(...kept)).toBe(Math.min(...inside));
    expect(Math.max(...kept)).toBe(Math.max(...inside));
  }
});

test('blocks that fit the stretches exactly give what thinning all points gives', () => {
  const { store, run } = storeWithRun();
  const count = 8192 * 8;
  const wave = Float64Array.from({ length: count }, (_, i) => Math.sin(i * i));
  store.append(run.id, [everyStep('loss', 0, wave)], { step: count, seconds: 1 });
  const { step, value } = store.readSeries(run.id, 'loss', { from: 0, to: count, buckets: 64 });
  const all = thin(Float64Array.from(wave.keys()), wave, 64);
  // `thin` divides [0, count − 1], a hair less: only points at the ends of stretches may differ.
  const differing = [...step].filter((at) => !all.step.includes(at));
  expect(differing.length).toBeLessThanOrEqual(4);
  expect([Math.min(...value), Math.max(...value)]).toEqual([Math.min(...wave), Math.max(...wave)]);
});

test('a window shorter than its buckets comes whole, one outside comes empty', () => {
  const read = stored();
  const short = read({ from: 100, to: 149, buckets: 25 });
  expect(short).toMatchObject({ recorded: 50, thinned: false });
  expect([...short.value]).toEqual([...values.subarray(100, 150)]);
  expect(read({ from: COUNT, buckets: 10 })).toMatchObject({ recorded: 0, thinned: false });
  expect(read({ from: 10, to: 5 })).toMatchObject({ recorded: 0 });
  expect(read({ from: 2.5, to: 4.5 }).step).toEqual(Float64Array.of(3, 4));
});

test('a lone value that is not finite is never lost among finite ones, a gap shows where all is NaN', () => {
  const { store, run } = storeWithRun();
  const long = new Float64Array(40_000).fill(1);
  long[12_345] = Infinity;
  long[23_456] = -Infinity;
  long.fill(NaN, 30_000, 36_000);
  store.append(run.id, [everyStep('loss', 0, long)], { step: 40_000, seconds: 1 });
  const { step, value } = store.readSeries(run.id, 'loss', { buckets: 20 });
  expect(value[step.indexOf(12_345)]).toBe(Infinity);
  expect(value[step.indexOf(23_456)]).toBe(-Infinity);
  const gap = [...step.keys()].filter((i) => step[i]! >= 32_000 && step[i]! < 36_000);
  expect(gap.length).toBeGreaterThan(0);
  expect(gap.every((i) => Number.isNaN(value[i]))).toBe(true);
});

test('a combination is made of every point and thinned then: a dip that one seed has at one step is in the least', () => {
  const { store, run } = storeWithRun();
  const second = store.createRun(newRun);
  const flat = new Float64Array(20_000).fill(1);
  const dipped = Float64Array.from(flat, (value, step) => (step === 12_345 ? -7 : value));
  store.append(run.id, [everyStep('loss', 0, flat)], { step: 20_000, seconds: 1 });
  store.append(second.id, [everyStep('loss', 0, dipped)], { step: 20_000, seconds: 1 });
  const ids = [run.id, second.id];
  const read = (combination: Parameters<typeof store.readCombined>[2]): SeriesWindow =>
    store.readCombined(ids, 'loss', combination, { from: 0, to: 20_000, buckets: 50 });
  const least = read('least');
  expect(least).toMatchObject({ recorded: 20_000, thinned: true });
  expect(least.step.length).toBeLessThanOrEqual(102);
  expect(least.value[least.step.indexOf(12_345)]).toBe(-7);
  const mean = read('mean');
  expect(mean.value[mean.step.indexOf(12_345)]).toBe(-3);
  expect([...read('greatest').value].every((value) => value === 1)).toBe(true);
  const difference = store.readCombined(ids, 'loss', 'difference', { from: 12_344, to: 12_346 });
  expect(difference).toMatchObject({ thinned: false, value: Float64Array.of(0, 8, 0) });
  expect(() => store.readCombined([run.id, 'none'], 'loss', 'mean')).toThrow('none');
  expect(store.readCombined(ids, 'sharpness', 'mean', { buckets: 9 }).step).toHaveLength(0);
});
