import type { Browser } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { threeDigits, verdict } from '../figures/text.ts';
import type { Table } from '../figures/table.ts';
import { addFinished, BenchLab } from './bench-lab.ts';

const MOST = 250; // kB

/** What the page fetches until the table of runs is shown, and with all that it fetches when it is idle then. */
export async function size(browser: Browser): Promise<Table> {
  const lab = await BenchLab.open((store) => addFinished(store, 0, [], 1000));
  try {
    const page = await browser.newPage();
    const bodies: Promise<number>[] = [];
    page.on('response', (response) => {
      if (['document', 'script', 'stylesheet'].includes(response.request().resourceType()))
        bodies.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.addInitScript(() => {
      window.requestIdleCallback = (act) => {
        Object.assign(window, { goOn: () => act({ didTimeout: true, timeRemaining: () => 0 }) });
        return 0;
      };
    });
    const kilobytes = async (): Promise<number> =>
      (await Promise.all(bodies)).reduce((sum, bytes) => sum + bytes, 0) / 1000;
    await page.goto(lab.host.address);
    await page.locator('tbody tr').first().waitFor();
    const [files, first] = [bodies.length, await kilobytes()];
    await page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
    await page.waitForLoadState('networkidle');
    const all = await kilobytes();
    await page.close();
    return {
      title: 'Load of the screens, compressed by gzip',
      header: ['', 'kB', 'target'],
      lines: [
        [
          `until the table of runs is shown, ${files} files`,
          threeDigits(first),
          `${verdict(first, { most: MOST })} (kB)`,
        ],
        [`all views, ${bodies.length} files`, threeDigits(all), ''],
      ],
    };
  } finally {
    await lab.close();
  }
}
