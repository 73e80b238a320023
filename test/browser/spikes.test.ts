import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Store } from '../../main/store/store.ts';
import { experiment } from '../main/store/experiment.ts';
import { openBrowser } from './chromium.ts';
import { LabProcess } from './lab-process.ts';

// What thinning must not swallow, looked for in the pixels: one step among a million, and an oscillation of period two.

const POINTS = 1_000_000;
const SPIKE = 654_321;

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-spikes-'));
  const file = join(folder, 'lab.sqlite');
  const store = Store.open(file, { appVersion: '0.0.0' });
  const optimizer = { kind: 'gd', stepSize: 0.1, momentum: 0, batch: 'full' } as const;
  id = store.createRun({
    name: 'long',
    experiment: { ...experiment, optimizer },
    hash: 'h',
    startHash: 's',
  }).id;
  const steps = { kind: 'regular', first: 0, stride: 1, count: POINTS } as const;
  const loss = new Float64Array(POINTS).fill(1);
  loss[SPIKE] = 1000;
  const oscillation = Float64Array.from({ length: POINTS }, (_, step) => (step % 2 === 0 ? 1 : -1));
  store.append(
    id,
    [
      { name: 'loss', steps, values: loss },
      { name: 'oscillation', steps, values: oscillation },
    ],
    { step: POINTS - 1, seconds: 1 },
  );
  store.updateRun(id, { status: 'finished' });
  store.close();
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(file)]);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(lab.address);
  await page.getByRole('link', { name: 'long' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});

/** Shows the steps of a figure alone. */
async function show(figure: string, from: number, to: number): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/compare?runs=${id}&steps=${from}-${to}`);
  await page.locator(`[data-figure=${figure}]`).scrollIntoViewIfNeeded();
}

const AXIS = 46; // px left of the chart, as charts/chart.ts has it
const AIR = 20; // px right of a panel of one run

/** Of the columns in which a figure's curve is drawn: the uppermost and the lowest ink, as shares of the canvas' height. Axes and grid are grey. */
function ink(
  figure: string,
): Promise<{ readonly width: number; readonly columns: (readonly [number, number] | null)[] }> {
  return page
    .locator(`[data-figure=${figure}] canvas`)
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
      const coloured = (x: number, y: number): boolean => {
        const at = 4 * (y * width + x);
        return data[at + 3]! > 60 && data[at + 2]! - data[at]! > 40;
      };
      const columns = Array.from({ length: width }, (_, x) => {
        const rows = Array.from({ length: height }, (_, y) => y).filter((y) => coloured(x, y));
        return rows.length === 0 ? null : ([rows[0]! / height, rows.at(-1)! / height] as const);
      });
      return { width, columns };
    });
}

/** Columns in which the curve comes into the upper quarter. */
const high = async (): Promise<number[]> =>
  (await ink('loss')).columns.flatMap((column, x) => (column && column[0] < 0.25 ? [x] : []));

test.each([POINTS - 1, 300_000, 50_000, 8000, 2560, 1300, 700, 120, 30])(
  'a spike of one step among a million is seen where %i steps are shown',
  async (span) => {
    const from = Math.max(0, Math.min(POINTS - 1 - span, SPIKE - Math.round(0.3 * span)));
    await show('loss', from, from + span);
    await expect.poll(high, { timeout: 20_000 }).not.toEqual([]);
    const { width } = await ink('loss');
    const columns = await high();
    // In one place, where the step is: markers and labels at the line's end take some of the width.
    const place = (columns[0]! + columns.at(-1)!) / 2 / width;
    expect(columns.at(-1)! - columns[0]!).toBeLessThan(Math.max(12, (2.5 * width) / span));
    expect(Math.abs(place - (SPIKE - from) / span)).toBeLessThan(0.12);
  },
);

test('both sides of an oscillation of period two are seen step by step where 100 steps fill the width', async () => {
  const first = 500_000;
  await show('oscillation', first, first + 99);
  const sides = async (): Promise<string> => {
    const { width, columns } = await ink('oscillation');
    const area = width - AXIS - AIR;
    return Array.from({ length: 98 }, (_, i) => {
      const column = columns[Math.round(AXIS + ((i + 1) / 99) * area)];
      if (!column) return '?';
      return column[0] < 0.4 ? '+' : '-';
    }).join('');
  };
  await expect.poll(sides, { timeout: 20_000 }).toBe('-+'.repeat(49));
});

test('where a million steps fill it, the band reaches both sides in every column', async () => {
  await show('oscillation', 0, POINTS - 1);
  const filled = async (): Promise<boolean> => {
    const { width, columns } = await ink('oscillation');
    const inside = columns.slice(AXIS + 2, width - AIR - 2);
    return inside.every((column) => column !== null && column[0] < 0.3 && column[1] > 0.6);
  };
  await expect.poll(filled, { timeout: 20_000 }).toBe(true);
});
