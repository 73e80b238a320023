import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess } from './lab-process.ts';

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;
let scripts: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-views-'));
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(join(folder, 'ravine.db'))]);
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  scripts = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
});
afterEach(() => page.context().close());

const scriptOf = (view: string) => new RegExp(`/assets/${view}-[^/]*\\.js$`);
const isLoaded = (view: string) => scripts.some((url) => scriptOf(view).test(url));

test('the page opens with the script of its view alone, and has the others before they are asked for', async () => {
  await page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = [];
    window.requestIdleCallback = (act) => waiting.push(act);
    Object.assign(window, {
      rest: () => waiting.forEach((act) => act({ didTimeout: false, timeRemaining: () => 0 })),
    });
  });
  await page.goto(lab.address);
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  expect(isLoaded('Runs')).toBe(true);
  for (const view of ['Compare', 'Landscape', 'Learn', 'New']) expect(isLoaded(view)).toBe(false);
  await page.evaluate(() => (window as unknown as { rest: () => void }).rest());
  for (const view of ['Compare', 'Landscape', 'Learn', 'New'])
    await expect.poll(() => isLoaded(view)).toBe(true);
});

test('a view whose script does not come says so, and what to do', async () => {
  await page.route(scriptOf('Learn'), (route) => route.abort());
  await page.goto(lab.address);
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  await page.keyboard.press('e');
  await page.getByRole('alert').getByText('This view could not be loaded').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.unroute(scriptOf('Learn'));
  await page.getByRole('button', { name: 'Load the page anew' }).click();
  await page.getByRole('heading', { level: 1, name: 'The bounce' }).waitFor();
});
