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

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-commands-'));
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(join(folder, 'ravine.db'))]);
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 900, height: 700 } })).newPage();
  await page.goto(lab.address);
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
});
afterEach(() => page.context().close());

test('the sheet of keys opens by ?, hears no key of a command, and closes by Escape', async () => {
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await page.keyboard.press('?');
  await sheet.waitFor();
  await sheet.getByText('Go to Landscape').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('l');
  expect(page.url()).not.toContain('landscape');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.keyboard.press('l');
  await page.waitForURL(/#\/landscape/);
  await page.getByRole('textbox', { name: /ℓ/ }).focus();
  await page.keyboard.press('?');
  expect(await sheet.count()).toBe(0);
});
