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

test('a key counts from the moment a dialog is closed, before it says so', async () => {
  const dialog = page.locator('dialog');
  const closeAndPress = (key: string, ctrlKey = false) =>
    page.evaluate(
      (init) => {
        document.querySelector('dialog')?.close();
        // Where the dialog had it: the focus is moved with the next frame only.
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
      },
      { key, ctrlKey },
    );
  await page.keyboard.press('?');
  await dialog.waitFor();
  await closeAndPress('?');
  await expect.poll(() => dialog.evaluate((element: HTMLDialogElement) => element.open)).toBe(true);
  await closeAndPress('k', true);
  await page.getByRole('combobox', { name: 'Command, run or example' }).waitFor();
  await closeAndPress('l');
  await page.waitForURL(/#\/landscape/);
  expect(await dialog.count()).toBe(0);
});

test('the colours are chosen among the commands, stay over a reload, and are those of charts too', async () => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const choose = async (words: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('combobox', { name: 'Command, run or example' }).fill(words);
    await page.keyboard.press('Enter');
  };
  /** The brightest red that is drawn: lines and words are dark on light, and bright on dark. */
  const inkOfChart = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('.plot canvas') as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let brightest = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3]! > 250) brightest = Math.max(brightest, data[i]!);
      return brightest;
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('e');
  await page.locator('.plot canvas').first().waitFor();
  expect(await background()).toBe('rgb(246, 246, 244)');
  const before = await inkOfChart();
  await choose('theme dark');
  await expect.poll(background).toBe('rgb(20, 22, 24)');
  await expect.poll(inkOfChart).not.toBe(before);
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await page.locator('.plot canvas').first().waitFor();
  expect(await background()).toBe('rgb(20, 22, 24)');
  await choose('theme system');
  await expect.poll(background).toBe('rgb(246, 246, 244)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).toBe('rgb(20, 22, 24)');
});
