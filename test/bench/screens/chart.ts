import type { Browser } from 'playwright-core';
import { median } from '../figures/statistics.ts';
import { timeText, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { bundlePage } from './bundle.ts';
import type * as program from './page.ts';

declare global {
  var bench: typeof program;
}

const POINTS = 1_000_000;
const CREATE = 50; // ms
const ZOOM = 8; // ms

/** A chart of a million points, an oscillation of period two with rare spikes: by Ravine, by uPlot. */
export async function chart(browser: Browser): Promise<Table> {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ content: await bundlePage() });
    const [ravine, uplot] = await page.evaluate(
      async (points) => [bench.ravine(points), await bench.uplot(points)] as const,
      POINTS,
    );
    const line = (what: string, of: 'create' | 'zoom', most: number): string[] => [
      what,
      `${timeText(median(ravine[of]))} (${timeText(Math.min(...ravine[of]))})`,
      `${timeText(median(uplot[of]))} (${timeText(Math.min(...uplot[of]))})`,
      `${verdict(median(ravine[of]), { most })} (ms)`,
    ];
    return {
      title: 'A chart of 1,000,000 points: median (fastest)',
      header: ['', 'Ravine', 'uPlot', 'target'],
      lines: [line('create', 'create', CREATE), line('a step of the wheel', 'zoom', ZOOM)],
    };
  } finally {
    await page.close();
  }
}
