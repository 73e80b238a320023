import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess } from './lab-process.ts';

// The Landscape view: a formula, its contours, the paths of GD and SAM on them, by mouse and by keyboard, and from there a run.

/** For machines that have other things to do. */
const patient = { timeout: 60_000 };

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-landscape-'));
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
  await page.getByRole('navigation').getByRole('link', { name: 'Landscape' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /contours of ℓ/ }).waitFor();
});
afterEach(async () => {
  await page.context().close();
});

const plane = (who: 'GD' | 'SAM') => page.getByRole('slider', { name: `Start of the path of ${who}` });
const formula = () => page.getByRole('textbox', { name: 'ℓ(x, y) =' });

/** The value of a setting in the address. */
function setting(name: string): string | null {
  return new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get(name);
}

test('the start is dragged, and every move redraws path and address within 50 ms', async () => {
  const box = (await plane('GD').boundingBox())!;
  const words = page.getByText(/^At step 400 SAM is at/);
  const before = await words.textContent();
  // 0.8, 2 in −1…1 × 0…2.5, inside the room of the axes
  const [left, top] = [box.x + 50 + 0.9 * (box.width - 56), box.y + 4 + 0.2 * (box.height - 26)];
  await page.mouse.move(left, top);
  await page.mouse.down();
  await page.mouse.move(left - 100, top + 40, { steps: 4 });
  await page.mouse.up();
  const [x = NaN, y = NaN] = (setting('start') ?? '').split(',').map(Number);
  expect(x).toBeCloseTo(0.8 - 200 / (box.width - 56), 2);
  expect(y).toBeCloseTo(2 - 100 / (box.height - 26), 2);
  expect(await words.textContent()).not.toBe(before);
  expect(setting('shown')).toBe('-1,1,0,2.5');
  const longest = await plane('SAM').evaluate(async (element) => {
    const times: number[] = [];
    for (let turn = 0; turn < 12; turn++) {
      const begun = performance.now();
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: turn % 2 ? 'ArrowUp' : 'ArrowLeft', bubbles: true }),
      );
      await Promise.resolve();
      element.getBoundingClientRect();
      times.push(performance.now() - begun);
      await new Promise(requestAnimationFrame);
    }
    return times.sort((a, b) => a - b)[6];
  });
  expect(longest).toBeLessThan(50);
});

test('by keyboard the start is moved, the map zoomed, the step chosen, and a reload shows the same', async () => {
  await plane('SAM').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  expect(setting('start')).toBe('0.78,1.75');
  expect(await plane('SAM').getAttribute('aria-valuetext')).toBe('x 0.78, y 1.75');
  await page.keyboard.press('+');
  expect(setting('shown')).toBe('-0.7,0.7,0.375,2.125');
  await page.getByRole('button', { name: 'Zoom to the bounce' }).focus();
  await page.keyboard.press('Enter');
  const [from = NaN, to = NaN] = (setting('shown') ?? '').split(',').map(Number);
  expect(to - from).toBeLessThan(0.4);
  const step = page.getByRole('slider', { name: 'step' });
  await step.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(setting('at')).toBe('1');
  const shown = await page.getByRole('table').textContent();
  const url = page.url();
  await page.reload();
  await page.getByRole('heading', { name: /contours of ℓ/ }).waitFor();
  expect(page.url()).toBe(url);
  expect(await page.getByRole('table').textContent()).toBe(shown);
});

test('a wrong formula says where it is wrong, one without values everywhere is hatched', async () => {
  await formula().fill('x^2 + z');
  await page.getByText('"z" at character 7 is not a variable (x, y).').waitFor();
  expect(await formula().getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('button', { name: 'Run GD and SAM' }).isDisabled()).toBe(true);
  expect(await findings(page)).toEqual([]);
  await formula().fill('log(x) + y^2');
  await page.getByText(/not a finite number in 50 % of the map: hatched/).waitFor();
  await page.getByRole('textbox', { name: 'x of the start' }).fill('-1');
  await page
    .getByText(/Start: Expected a point where the formula is a finite number; it is NaN there/)
    .waitFor();
  await page.getByRole('textbox', { name: 'step size η' }).fill('0');
  await page.getByText('Expected a finite number greater than 0, got 0.').waitFor();
  expect(setting('eta')).toBe('0.1');
  expect(await findings(page)).toEqual([]);
});

test('an example is taken, λ₁ mapped, and both run in the lab from there', async () => {
  await page.getByRole('button', { name: 'Hyperbola' }).click();
  await page.getByRole('button', { name: 'λ₁', exact: true }).click();
  await page.getByRole('heading', { name: /contours of λ₁/ }).waitFor();
  await page
    .getByText(/GD is at \(2.976, 0.336\), ℓ 0, λ₁ 8.968. There the gradient is exactly zero/)
    .waitFor();
  await page.getByRole('textbox', { name: 'steps' }).fill('300');
  const sam = await page.getByText(/^At step 300 SAM is at/).textContent();
  await page.getByRole('button', { name: 'Run GD and SAM' }).click();
  await page.getByRole('heading', { name: 'GD and SAM on 0.5*(x*y-1)^2' }).waitFor();
  await expect.poll(() => page.getByText(/^(finished|converged) · /).count(), patient).toBe(2);
  // The lab's last loss is the one that the view told.
  const told = /ℓ ([^,]+),/.exec(sam ?? '')?.[1];
  await expect
    .poll(() => page.locator('[data-figure=loss] li[data-series=loss] data').allTextContents(), patient)
    .toContain(told);
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing, and nothing is wider than the window, %s',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 900, height: 900 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
      .toBe(false);
  },
);
