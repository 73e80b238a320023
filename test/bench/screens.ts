import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../browser/chromium.ts';
import { buildRenderer } from '../../scripts/build.ts';
import type { Bench } from './bench.ts';
import type { Table } from './figures/table.ts';
import { chart } from './screens/chart.ts';
import { compare } from './screens/compare.ts';
import { live } from './screens/live.ts';
import { memory } from './screens/memory.ts';
import { runTable } from './screens/run-table.ts';
import { size } from './screens/size.ts';

const rows: Readonly<Record<string, (browser: Browser) => Promise<Table>>> = {
  chart,
  compare,
  live,
  table: runTable,
  memory,
  size,
};

/** The screens in the browser that users have, over the lab's real host and store; beside uPlot where both draw the same. */
export const bench: Bench = {
  name: 'screens',
  rows: Object.keys(rows),
  run: async (report, asked) => {
    await buildRenderer(join(import.meta.dirname, '../..'));
    const browser = await openBrowser();
    try {
      report.note(`Chromium ${browser.version()}`);
      for (const name of asked) {
        report.progress(name);
        const table = await rows[name]?.(browser);
        if (table) report.table(table);
      }
    } finally {
      await browser.close();
    }
  },
};
