import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess } from './lab-process.ts';

// Views kept under a name, by mouse and by keyboard, over the real lab.

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-bookmarks-'));
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(join(folder, 'ravine.db'))]);
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 900, height: 800 } })).newPage();
  await page.goto(lab.address);
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
});
afterEach(() => page.context().close());

const kept = () => page.getByRole('navigation', { name: 'Bookmarks' }).getByRole('link');
const name = () => page.getByRole('textbox', { name: 'Name' });
const runsView = () => page.getByRole('link', { name: 'Runs', exact: true }).click();

test('a view is kept, opened after a reload, renamed and deleted by mouse; Undo brings it back', async () => {
  await page.getByRole('link', { name: 'Landscape' }).click();
  await page.getByRole('textbox', { name: /ℓ/ }).fill('x^4 + y^2');
  await page.waitForURL(/x%5E4/);
  const address = page.url();
  await page.getByRole('button', { name: 'Keep this view under a name' }).click();
  expect(await name().inputValue()).toBe('Landscape of x^4 + y^2');
  expect(await findings(page)).toEqual([]);
  await name().fill('quartic');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('button', { name: 'This view is kept as “quartic”' }).waitFor();
  await runsView();
  await page.reload();
  await kept().filter({ hasText: 'quartic' }).click();
  await page.waitForURL(address);
  await runsView();
  await page.getByRole('button', { name: 'Rename bookmark quartic' }).click();
  await name().fill('a valley');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await kept().filter({ hasText: 'a valley' }).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'Delete bookmark a valley' }).click();
  await expect.poll(() => kept().count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await kept().filter({ hasText: 'a valley' }).waitFor();
  await page.getByRole('button', { name: 'Delete bookmark a valley' }).click();
  await expect.poll(() => kept().count()).toBe(0);
});

test('all of it by keyboard', async () => {
  const closed = (): Promise<void> => page.locator('dialog[open]').waitFor({ state: 'detached' });
  const palette = async (text: string): Promise<void> => {
    await closed();
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('combobox', { name: 'Command, run or example' }).waitFor();
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  };
  await page.keyboard.press('e');
  await page.waitForURL(/#\/learn/);
  await page.keyboard.press('b');
  await name().waitFor();
  await page.keyboard.insertText('never');
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('b');
  await name().waitFor();
  await page.keyboard.insertText('first claim');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'This view is kept as “first claim”' }).waitFor();
  await closed();
  await page.keyboard.press('r');
  await kept().filter({ hasText: 'first claim' }).waitFor();
  await palette('open bookmark: first');
  await page.waitForURL(/#\/learn/);
  await palette('rename bookmark: first');
  await name().waitFor();
  await page.keyboard.insertText('claim one');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'This view is kept as “claim one”' }).waitFor();
  await palette('delete bookmark: claim');
  await page.getByRole('button', { name: 'Keep this view under a name' }).waitFor();
  await closed();
  await page.keyboard.press('u');
  await page.getByRole('button', { name: 'This view is kept as “claim one”' }).waitFor();
});

test('another window has it at once', async () => {
  const other = await page.context().newPage();
  await other.goto(lab.address);
  await other.getByRole('heading', { name: 'No runs yet' }).waitFor();
  await page.keyboard.press('b');
  await name().waitFor();
  await page.keyboard.insertText('the table');
  await page.keyboard.press('Enter');
  await other.getByRole('link', { name: 'the table' }).waitFor();
});
