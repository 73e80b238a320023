import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { LabProcess, ravine } from './lab-process.ts';

// Every view, light and dark, wide and narrow, and what is done in them by keyboard alone.

const bounce = {
  version: 1,
  name: 'bounce',
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5, 0.2] },
  optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 },
  steps: 400,
  measure: { sharpness: { every: 10 } },
};

let browser: Browser;
let folder: string;
let store: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-screens-'));
  store = join(folder, 'ravine.db');
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(store)]);
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(lab.address);
});
afterEach(async () => {
  await page.context().close();
});

/** What axe finds, in words. */
async function findings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Writes an experiment into the editor by keyboard. */
async function write(experiment: unknown): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Experiment as JSON' });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(JSON.stringify(experiment));
}

async function press(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}

test('an empty lab offers its first example', async () => {
  await page.getByRole('button', { name: 'Run GD and SAM' }).waitFor();
  expect(await findings()).toEqual([]);
});

test('a new experiment is checked as it is written, and run as a pair, by keyboard', async () => {
  await page.getByRole('link', { name: 'New' }).focus();
  await page.keyboard.press('Enter');
  await write({ ...bounce, steps: 0, optimizer: { kind: 'gd', stepSize: -1 } });
  await page.getByText('2 things to settle').waitFor();
  await press(/optimizer\.stepSize/);
  const selected = await page
    .getByRole('textbox', { name: 'Experiment as JSON' })
    .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toBe('-1');
  expect(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
  expect(await findings()).toEqual([]);

  await write({ ...bounce, optimizer: { kind: 'gd', stepSize: 0.5 } });
  await page.getByText('edge of stability').waitFor();
  await page.getByRole('spinbutton', { name: 'ρ of SAM' }).fill('0.1');
  await press('Run as pair: GD and SAM');
  await page.getByRole('heading', { name: /^GD and SAM on/ }).waitFor();
  await expect.poll(() => page.getByText(/^finished|^converged/).count()).toBe(2);
  const radius = page.getByRole('row', { name: 'radius ρ' });
  expect(await radius.textContent()).toMatch(/radius ρ\s*–\s*0\.1/);
});

test('runs are selected, compared, deleted and brought back by keyboard', async () => {
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByRole('checkbox', { name: 'Select all runs found' }).focus();
  await page.keyboard.press('Space');
  expect(await findings()).toEqual([]);
  await press('Delete');
  await expect.poll(() => rows.count()).toBe(0);
  await press('Undo');
  await expect.poll(() => rows.count()).toBe(2);
});

test('a comparison is zoomed, moved along and shown whole again by keyboard', async () => {
  const ids = ravine('list', '--store', store, '--json')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  await page.evaluate((hash) => (location.hash = hash), `#/compare?runs=${ids.join(',')}`);
  const slider = page.getByRole('slider', { name: 'Cursor in Loss' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^step \d+, .*ℓ/);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('PageDown');
  expect(page.url()).toMatch(/steps=[\d.]+-[\d.]+/);
  expect(await findings()).toEqual([]);
  await page.keyboard.press('0');
  expect(page.url()).not.toContain('steps=');
});

test.each(['light', 'dark'] as const)(
  'axe has no findings in any view, %s, wide and narrow',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 900]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByRole('link', { name: 'Runs' }).click();
      await page.getByRole('table').waitFor();
      expect(await findings()).toEqual([]);
      await page.getByRole('link', { name: 'New' }).click();
      await page.getByRole('textbox').waitFor();
      expect(await findings()).toEqual([]);
      await page.getByRole('link', { name: 'Runs' }).click();
      await page.locator('tbody a').first().click();
      await page.getByRole('heading', { name: 'Came out as' }).waitFor();
      expect(await findings()).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(sideways).toBe(false);
    }
  },
);

test('an address the lab does not know says so, and runs that are not there too', async () => {
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`${new URL(lab.address).origin}/#token=guess`);
  await page.reload();
  await page.getByRole('heading', { name: 'This address is no longer valid' }).waitFor();
  expect(await findings()).toEqual([]);
  await page.goto('about:blank');
  await page.goto(lab.address);
  await page.getByRole('table').waitFor();
  await page.evaluate(() => (location.hash = '#/compare?runs=nobody'));
  await page.getByRole('heading', { name: 'These runs are not in the store' }).waitFor();
});
