import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experiment } from '../main/store/experiment.ts';
import { Store } from '../../main/store/store.ts';
import type { Bench } from './bench.ts';
import { median } from './figures/statistics.ts';
import { threeDigits, timeText, verdict } from './figures/text.ts';

const SERIES = 10;
const POINTS = 1_000_000;
const BATCH = 2000; // of each series: what a fast run sends fifteen times a second
const RUNS = 1000;

/** What the store promises: 2 million points a second, a thinned million within 20 ms, a thousand runs within 50 ms. */
export const bench: Bench = {
  name: 'store',
  run: (report) => {
    const folder = mkdtempSync(join(tmpdir(), 'ravine-bench-'));
    const store = Store.open(join(folder, 'store.sqlite'), { appVersion: 'bench' });
    try {
      const lines = [...appendBatches(store), ...appendSingly(store), listRuns(store)];
      report.table({ title: 'Store', header: ['', 'figure', 'target'], lines });
    } finally {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    }
    return Promise.resolve();
  },
};

type Line = readonly string[];

const values = Float64Array.from({ length: POINTS }, (_, i) => Math.sin(i / 1e4) * (i % 2 === 0 ? 1 : -1));

function newRun(store: Store): string {
  return store.createRun({ name: 'bench', experiment, hash: 'hash', startHash: 'start' }).id;
}

function appendBatches(store: Store): Line[] {
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
  const rate = (SERIES * POINTS) / seconds / 1e6;
  const thinned = (buckets: number, most?: number): Line =>
    timed(
      `read ${POINTS.toLocaleString('en-US')} points in ${buckets.toLocaleString('en-US')} buckets`,
      SERIES,
      (i) => store.readSeries(id, `s${i}`, { buckets }),
      most,
    );
  const zoomed = { from: 300_000, to: 400_000, buckets: 2000 };
  return [
    [
      `append ${SERIES} series of ${POINTS.toLocaleString('en-US')} points in batches of ${BATCH.toLocaleString('en-US')}`,
      `${threeDigits(rate)} million points/s`,
      verdict(rate, { least: 2 }),
    ],
    thinned(500, 20),
    thinned(2000, 20),
    thinned(10_000),
    timed('read 100,001 of them in 2,000 buckets', SERIES, (i) => store.readSeries(id, `s${i}`, zoomed)),
    timed('read all of them', SERIES, (i) => store.readSeries(id, `s${i}`)),
  ];
}

function appendSingly(store: Store): Line[] {
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
  return [
    ['append one point, 100,000 times', `${threeDigits(count / seconds)} appends/s`, ''],
    timed('read them in 2,000 buckets', 5, () => store.readSeries(id, 'loss', { buckets: 2000 })),
  ];
}

function listRuns(store: Store): Line {
  while (store.listRuns().length < RUNS) for (let i = 0; i < 100; i++) newRun(store);
  return timed(`list ${store.listRuns().length.toLocaleString('en-US')} runs`, 9, () => store.listRuns(), 50);
}

function stopwatch(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** The median of some calls, the first included. @param most milliseconds, as promised */
function timed(what: string, count: number, work: (i: number) => unknown, most?: number): Line {
  const times = Array.from({ length: count }, (_, i) => 1000 * stopwatch(() => void work(i)));
  const middle = median(times);
  return [what, timeText(middle), most === undefined ? '' : `${verdict(middle, { most })} (ms)`];
}
