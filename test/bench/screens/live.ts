import type { Browser } from 'playwright-core';
import type { Execution } from '../../../app/run/execution.ts';
import type { StartEngine } from '../../../main/lab/engine-process.ts';
import { threeDigits, timeText, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { BenchLab, everyStep, experimentOf, oscillation } from './bench-lab.ts';
import { watch } from './watch.ts';

const RUNS = 4;
const RATE = 5000; // steps a second of each run
const MESSAGES = 12; // a second, as engines send them
const SERIES = ['loss', 'gradientNorm', 'ascentLoss', 'oscillation'] as const;
const FIRST_MS = 3000; // until the page has settled
const WATCHED_MS = 15_000;
const BUSY = 40; // percent
const LONGEST = 100; // ms

/** Four runs that go on, watched side by side: how much of its time the page's main thread works, and its longest frame. */
export async function live(browser: Browser): Promise<Table> {
  const lab = await BenchLab.open(() => undefined, steadyEngine);
  try {
    const experiments = Array.from({ length: RUNS }, (_, index) => ({
      ...experimentOf(index),
      ...{ name: `run ${index}`, steps: 10_000_000 },
    }));
    const { ids } = await lab.lab.call('runs.start', { experiments });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await watch(page);
    const { address } = lab.host;
    await page.goto(address);
    await page.evaluate((runs) => (location.hash = `#/compare?runs=${runs}`), ids.join());
    await page.waitForTimeout(FIRST_MS);
    const session = await page.context().newCDPSession(page);
    // Its own time, not that of what else the machine does.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const worked = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    };
    await page.evaluate(() => (globalThis.seen.longest = 0));
    const [before, begun] = [await worked(), performance.now()];
    await page.waitForTimeout(WATCHED_MS);
    const share = (100 * 1000 * ((await worked()) - before)) / (performance.now() - begun);
    const { longest } = await page.evaluate(() => globalThis.seen);
    await page.close();
    return {
      title: `${RUNS} runs of ${RATE.toLocaleString('en-US')} steps a second each, watched side by side`,
      header: ['', 'Ravine', 'target'],
      lines: [
        ['main thread at work', `${threeDigits(share)} %`, `${verdict(share, { most: BUSY })} (%)`],
        [
          'longest frame',
          longest === 0 ? 'below 50 ms' : timeText(longest),
          `${verdict(longest, { most: LONGEST })} (ms)`,
        ],
      ],
    };
  } finally {
    await lab.close();
  }
}

const execution: Execution = {
  ...{ backend: 'reference', mode: null, library: 'none', precision: 'float64', device: 'CPU', threads: 1 },
  ...{
    reason: 'a bench',
    candidates: [],
    epsilon: null,
    parameters: 2,
    chunk: null,
    batch: null,
    memoryEstimate: null,
  },
};

/** An engine in this process that computes nothing and sends points at a steady rate. */
const steadyEngine: StartEngine = (listener) => {
  const values = oscillation(1, RATE);
  const begun = performance.now();
  let step = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearInterval(timer);
    setImmediate(() => listener.exit({ code: 0, signal: null, stderr: '' }));
  };
  setImmediate(() => listener.message({ type: 'online' }));
  return {
    send: (message) => {
      if (message.type === 'start') {
        listener.message({ type: 'ready', execution });
        timer = setInterval(() => {
          const seconds = (performance.now() - begun) / 1000;
          const count = Math.min(RATE, Math.floor(RATE * seconds) - step);
          if (count < 1) return;
          const chunks = SERIES.map((name) => everyStep(name, values.subarray(0, count), step));
          step += count;
          listener.message({ type: 'points', step, seconds, chunks });
        }, 1000 / MESSAGES);
      } else if (message.type === 'stop') {
        listener.message({ type: 'done', status: 'stopped', step, seconds: 1, costs: [], problem: null });
        end();
      }
    },
    kill: end,
  };
};
