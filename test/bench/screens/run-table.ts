import type { Browser, Page } from 'playwright-core';
import { median } from '../figures/statistics.ts';
import { timeText, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { addFinished, BenchLab } from './bench-lab.ts';

const ROUNDS = 7;
/** Milliseconds promised by the number of runs. */
const promised = [
  { count: 1000, open: 150, sort: 50 },
  { count: 10_000, open: 500, sort: 150 },
] as const;

/** The table of runs: from the click that opens it, and that sorts it, to the frame that shows it. */
export async function runTable(browser: Browser): Promise<Table> {
  const lines: string[][] = [];
  for (const { count, open, sort } of promised) {
    const lab = await BenchLab.open((store) => {
      for (let index = 0; index < count; index++) addFinished(store, index, [], 1000);
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      const begun = performance.now();
      await page.goto(lab.host.address);
      await page.locator('tbody tr').first().waitFor();
      const first = performance.now() - begun;
      const opened: number[] = [];
      const sorted: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await page.getByRole('link', { name: 'Learn', exact: true }).click();
        await page.locator('tbody tr td.name').first().waitFor({ state: 'detached' });
        opened.push(await untilShown(page, 'nav a[href^="#/"]:first-child', 'td.name'));
        sorted.push(await untilShown(page, 'thead th:nth-child(4) button', 'td.name'));
      }
      const many = count.toLocaleString('en-US');
      lines.push(
        [`${many} runs: the page opened, until rows show`, timeText(first), ''],
        [
          `${many} runs: the view opened`,
          timeText(median(opened)),
          `${verdict(median(opened), { most: open })} (ms)`,
        ],
        [`${many} runs: sorted`, timeText(median(sorted)), `${verdict(median(sorted), { most: sort })} (ms)`],
      );
      await page.close();
    } finally {
      await lab.close();
    }
  }
  return { title: 'Table of runs', header: ['', 'Ravine', 'target'], lines };
}

/** Clicks in the page and waits until an element is there and a frame with it was made. */
function untilShown(page: Page, click: string, element: string): Promise<number> {
  return page.evaluate(
    ([button, shown]) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        document.querySelector<HTMLElement>(button)?.click();
        const look = (): void => {
          if (!document.querySelector(shown)) return void requestAnimationFrame(look);
          // The frame that shows it ends before the next task.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - begun);
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }),
    [click, element] as const,
  );
}
