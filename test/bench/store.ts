import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experiment } from '../main/store/experiment.ts';
import { Store } from '../../main/store/store.ts';
import type { Bench } from './bench.ts';

const SERIES = 10;
const POINTS = 1_000_000;
const BATCH = 2000; // of each series: what a fast run sends fifteen times a second
const RUNS = 1000;

/** What the store promises: 2 million points a second, a thinned million within 20 ms, a thousand runs within 50 ms. */
export const bench: Bench = {
  name: 'store',
  run: (print) => {
    const folder = mkdtempSync(join(tmpdir(), 'ravine-bench-'));
    const store = Store.open(join(folder, 'store.sqlite'), { appVersion: 'bench' });
    try {
      appendBatches(store, print);
      appendSingly(store, print);
      listRuns(store, print);
    } finally {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    }
    return Promise.resolve();
  },
};

type Print = (line: string) => void;

const values = Float64Array.from({ length: POINTS }, (_, i) => Math.sin(i / 1e4) * (i % 2 === 0 ? 1 : -1));

function newRun(store: Store): string {
  return store.createRun({ name: 'bench', experiment, hash: 'hash', startHash: 'start' }).id;
}

function appendBatches(store: Store, print: Print): void {
  const id = newRun(store);
  const seconds = stopwatch(() => {
    for (let first = 0; first < POINTS; first += BATCH) {
      const steps = { kind: 'regular', first, stride: 1, count: BATCH } as const;
      const chunks = Array.from({ length: SERIES }, (_, i) => ({
        name: `s${i}`,
        steps,
        values: values.subarray(first, first + BATCH),
      }));
      store.append(id, chunks, { step: first + BATCH, seconds: 1 });
    }
  });
  print(
    `append ${SERIES} series of ${POINTS} points in batches of ${BATCH}: ${perSecond(SERIES * POINTS, seconds)} points/s`,
  );
  for (const buckets of [500, 2000, 10_000])
    print(
      `read ${POINTS} points in ${buckets} buckets: ${median(SERIES, (i) => store.readSeries(id, `s${i}`, { buckets }))} ms`,
    );
  const zoomed = { from: 300_000, to: 400_000, buckets: 2000 };
  print(
    `read 100001 of them in 2000 buckets: ${median(SERIES, (i) => store.readSeries(id, `s${i}`, zoomed))} ms`,
  );
  print(`read ${POINTS} points whole: ${median(SERIES, (i) => store.readSeries(id, `s${i}`))} ms`);
}

function appendSingly(store: Store, print: Print): void {
  const id = newRun(store);
  const count = 100_000;
  const seconds = stopwatch(() => {
    for (let first = 0; first < count; first++) {
      const steps = { kind: 'regular', first, stride: 1, count: 1 } as const;
      store.append(id, [{ name: 'loss', steps, values: values.subarray(first, first + 1) }], {
        step: first,
        seconds: 1,
      });
    }
  });
  print(`append ${count} times one point: ${perSecond(count, seconds)} appends/s`);
  print(`read them in 2000 buckets: ${median(5, () => store.readSeries(id, 'loss', { buckets: 2000 }))} ms`);
}

function listRuns(store: Store, print: Print): void {
  while (store.listRuns().length < RUNS) for (let i = 0; i < 100; i++) newRun(store);
  print(`list ${store.listRuns().length} runs: ${median(9, () => store.listRuns())} ms`);
}

function stopwatch(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Milliseconds, the first call included. */
function median(count: number, work: (i: number) => unknown): string {
  const times = Array.from({ length: count }, (_, i) => 1000 * stopwatch(() => void work(i)));
  return times.sort((a, b) => a - b)[count >> 1]!.toFixed(1);
}

function perSecond(count: number, seconds: number): string {
  return (count / seconds).toExponential(2);
}
