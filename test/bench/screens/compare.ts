import type { Browser } from 'playwright-core';
import { median } from '../figures/statistics.ts';
import { timeText, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { addFinished, BenchLab, everyStep, oscillation } from './bench-lab.ts';
import { bundlePage } from './bundle.ts';
import { settled, watch } from './watch.ts';

const RUNS = 20;
const STEPS = 100_000;
/** Three are drawn together, the oscillation in a panel for each run. */
const SERIES = ['loss', 'gradientNorm', 'sharpness', 'oscillation'] as const;
const TOGETHER = 3;
const ROUNDS = 5;
const AFTER_ARRIVAL = 300; // ms
const IN_ALL = 800; // ms

/** A comparison of twenty runs, from the click to the last line; uPlot draws the same values, which it has at hand. */
export async function compare(browser: Browser): Promise<Table> {
  const lab = await BenchLab.open((store) => {
    for (let index = 0; index < RUNS; index++) {
      const values = oscillation(index, STEPS);
      const chunks = SERIES.map((name) =>
        everyStep(name, name === 'oscillation' ? values : values.map((value) => 2 + Math.abs(value))),
      );
      addFinished(store, index, chunks, STEPS);
    }
  });
  try {
    const inAll: number[] = [];
    const after: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      await watch(page);
      await page.goto(lab.host.address);
      await page.getByRole('checkbox', { name: 'Select all runs found' }).check();
      await page.evaluate(() => (globalThis.seen.arrived = globalThis.seen.drawn = 0));
      const clicked = await page.getByRole('button', { name: 'Compare', exact: true }).evaluate((button) => {
        const now = performance.now();
        (button as HTMLButtonElement).click();
        return now;
      });
      const seen = await settled(page);
      inAll.push(seen.drawn - clicked);
      after.push(seen.drawn - seen.drawnOf);
      await page.close();
    }
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundlePage() });
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++)
      theirs.push(
        await page.evaluate(([runs, steps, together]) => bench.uplotComparison(runs, steps, together), [
          RUNS,
          STEPS,
          TOGETHER,
        ] as const),
      );
    await page.close();
    const [all, drawn] = [median(inAll), median(after)];
    return {
      title: `A comparison of ${RUNS} runs × ${STEPS.toLocaleString('en-US')} steps × ${SERIES.length} series, ${TOGETHER + RUNS} charts: median (fastest)`,
      header: ['', 'Ravine', 'uPlot', 'target'],
      lines: [
        ['from the click to the last line', both(inAll), '', `${verdict(all, { most: IN_ALL })} (ms)`],
        [
          'from the arrival of the last data drawn',
          both(after),
          both(theirs),
          `${verdict(drawn, { most: AFTER_ARRIVAL })} (ms)`,
        ],
      ],
    };
  } finally {
    await lab.close();
  }
}

function both(times: readonly number[]): string {
  return `${timeText(median(times))} (${timeText(Math.min(...times))})`;
}
