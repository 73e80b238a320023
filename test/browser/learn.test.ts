import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess } from './lab-process.ts';

// The Learn view: a page for each claim, an experiment that follows its settings, and the ways to a map and to runs.

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-learn-'));
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(join(folder, 'ravine.db'))]);
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
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Learn' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The bounce', level: 1 }).waitFor();
});
afterEach(async () => {
  await page.context().close();
});

/** Predicted and measured, of a row of the table. */
async function row(name: string | RegExp): Promise<string[]> {
  return page.getByRole('row', { name }).getByRole('cell').allTextContents();
}

async function claim(number: 1 | 2 | 3): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Claims' })
    .getByRole('link', { name: `${number}.` })
    .focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain(`#/learn/${number}`);
}

test('by keyboard a dial is turned, the table follows at once, and Reset brings it back', async () => {
  expect(await row(/^amplitude/)).toEqual(['0.033333', '0.033333']);
  const dial = page.getByRole('slider', { name: 'radius ρ' });
  await dial.focus();
  for (let turn = 0; turn < 10; turn++) await page.keyboard.press('ArrowRight');
  expect(await row(/^amplitude/)).toEqual(['0.066667', '0.066667']);
  await page.getByRole('slider', { name: /^step size η/ }).focus();
  await page.keyboard.press('End');
  expect(await row(/^amplitude/)).toContain('–');
  await page.getByText('For ηλ₁ ≥ 2 there is no cycle').waitFor();
  await page.getByRole('button', { name: 'Reset' }).focus();
  await page.keyboard.press('Enter');
  expect(await row(/^amplitude/)).toEqual(['0.033333', '0.033333']);
  const cursor = page.getByRole('slider', { name: 'Cursor in Along the leading eigenvector' });
  await cursor.focus();
  await page.keyboard.press('End');
  expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^step 80, GD u₁·w .*SAM ±a 0.03333/);
  await page.keyboard.press('0');
  expect(await cursor.getAttribute('aria-valuemax')).toBe('276');
});

test('where its dials stand is in the address: over a reload, and on the way back', async () => {
  await page.getByRole('slider', { name: 'radius ρ' }).focus();
  for (let turn = 0; turn < 10; turn++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toMatch(/#\/learn\/1\?radius=0.2$/);
  await page.reload();
  await expect.poll(() => row(/^amplitude/)).toEqual(['0.066667', '0.066667']);
  await page.keyboard.press('r');
  await page.waitForURL(/#\/$/);
  await page.keyboard.press('e');
  await expect.poll(() => row(/^amplitude/)).toEqual(['0.066667', '0.066667']);
  await page.evaluate(() => (location.hash = '#/learn/1?radius=7&stepSize=none'));
  await expect.poll(() => row(/^amplitude/)).toEqual(['0.033333', '0.033333']);
  await page.getByRole('slider', { name: 'radius ρ' }).press('ArrowRight');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => page.url()).toMatch(/#\/learn\/1$/);
});

test('an experiment follows its dial within 100 ms', async () => {
  for (const number of [1, 2, 3] as const) {
    await claim(number);
    const middle = await page
      .getByRole('slider', { name: 'radius ρ' })
      .evaluate(async (input: HTMLInputElement) => {
        const times: number[] = [];
        for (let turn = 0; turn < 9; turn++) {
          const begun = performance.now();
          input.value = turn % 2 ? '0.1' : '0.11';
          input.dispatchEvent(new Event('input', { bubbles: true }));
          await Promise.resolve();
          document.body.getBoundingClientRect();
          times.push(performance.now() - begun);
          await new Promise(requestAnimationFrame);
        }
        return times.sort((a, b) => a - b)[4];
      });
    expect(middle).toBeLessThan(100);
  }
});

test('from the drift to its map, with the settings of the page', async () => {
  await claim(2);
  await page.getByRole('slider', { name: 'radius ρ' }).focus();
  await page.keyboard.press('ArrowLeft');
  const told = (await row(/^sharpness at the end/))[1];
  await page.getByRole('link', { name: 'See it on the map' }).click();
  await page.getByRole('heading', { name: /contours of ℓ/ }).waitFor();
  expect(page.url()).toContain('rho=0.09');
  const there = await page
    .getByRole('row', { name: /sharpness at the middle/ })
    .getByRole('cell')
    .nth(1)
    .textContent();
  expect(Number(there)).toBeCloseTo(Number(told), 3);
});

test('a preset is taken into the editor, and another is run', async () => {
  await claim(3);
  await page.getByRole('button', { name: 'Edit The drift' }).click();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  expect(await page.getByRole('textbox', { name: 'Experiment as JSON' }).inputValue()).toContain(
    '0.5*(1+y^2)*x^2',
  );
  await page.goBack();
  await claim(1);
  await page.getByRole('button', { name: 'Run both: The bounce' }).click();
  await page.getByRole('heading', { name: 'GD and SAM on a quadratic in 5 dimensions' }).waitFor();
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing on any page, wide and narrow, %s',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const number of [1, 2, 3] as const) {
      await claim(number);
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 900, height: 900 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        .toBe(false);
    }
  },
);
