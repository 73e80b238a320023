import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
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

/** For machines that have other things to do. */
const patient = { timeout: 20_000 };

let browser: Browser;
let folder: string;
let lab: LabProcess;
/** GD and SAM on one quadratic, run beforehand. */
let ids: readonly string[];
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-screens-'));
  const store = join(folder, 'ravine.db');
  const file = join(folder, 'pair.json');
  const pair = [{ ...bounce, name: 'GD', optimizer: { kind: 'gd', stepSize: 0.5 } }, bounce];
  await writeFile(file, JSON.stringify(pair));
  // Printed as they end, wanted as written.
  const ended = ravine('run', file, '--store', store, '--json', '--quiet')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; name: string });
  ids = pair.map(({ name }) => ended.find((run) => run.name === name)?.id ?? '');
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

/** Goes to a view by its link in the header. */
async function visit(view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view }).focus();
  await page.keyboard.press('Enter');
}

/** Shows runs beside each other. */
async function compare(runs: readonly string[]): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/compare?runs=${runs.join(',')}`);
  await page.getByRole('heading', { name: 'Came out as' }).waitFor();
}

/** Writes an experiment into the editor by keyboard. */
async function write(experiment: unknown): Promise<void> {
  await press('JSON');
  await page.getByRole('textbox', { name: 'Experiment as JSON' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(JSON.stringify(experiment));
}

async function press(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

/** Opens what a run was computed by. */
async function openExecution(run: string): Promise<void> {
  await page.locator('summary', { hasText: `What ${run} is computed by` }).focus();
  await page.keyboard.press('Enter');
}

test('a new experiment is checked as it is written, and run as a pair', async () => {
  await visit('New');
  await write({ ...bounce, steps: 0, optimizer: { kind: 'gd', stepSize: -1 } });
  await page.getByText('2 things to settle').waitFor();
  await press(/optimizer\.stepSize/);
  const selected = await page
    .getByRole('textbox', { name: 'Experiment as JSON' })
    .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toBe('-1');
  expect(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
  expect(await findings(page)).toEqual([]);

  await write({ ...bounce, optimizer: { kind: 'gd', stepSize: 0.5 } });
  await page.getByRole('spinbutton', { name: 'ρ of SAM' }).fill('0.1');
  await press('Run as pair: GD and SAM');
  await page.getByRole('heading', { name: /^GD and SAM on/ }).waitFor();
  await expect.poll(() => page.getByText(/^(finished|converged) ·/).count(), patient).toBe(2);
  expect(await page.getByRole('row', { name: 'radius ρ' }).textContent()).toMatch(/radius ρ\s*–\s*0\.1/);
});

test('the palette reaches views, examples and runs by keyboard, and gives the focus back', async () => {
  await page.locator('tbody tr').first().waitFor();
  const search = page.getByRole('searchbox');
  await search.focus();
  await page.keyboard.press('ControlOrMeta+K');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.insertText('open bounce');
  await expect.poll(() => palette.getByRole('option').count(), patient).toBeGreaterThanOrEqual(1);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'bounce', exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.insertText('nothing of the kind');
  await palette.getByText('Nothing is called “nothing of the kind”').waitFor();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
  await page.keyboard.press('l');
  await page.waitForURL(/#\/landscape/);
  await page.keyboard.press('r');
  await page.locator('tbody tr').first().waitFor();

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  expect(await palette.getByRole('option', { selected: true }).textContent()).toContain(
    'Go to New experiment',
  );
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/new/);
});

test('runs are selected, deleted and brought back', async () => {
  const rows = page.locator('tbody tr');
  await rows.first().waitFor();
  const count = await rows.count();
  await page.getByRole('checkbox', { name: 'Select all runs found' }).focus();
  await page.keyboard.press('Space');
  await press('Delete');
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  await press('Undo');
  await expect.poll(() => rows.count(), patient).toBe(count);
});

test('a run is renamed where it stands; Escape leaves its name', async () => {
  const rename = page.getByRole('button', { name: /^Rename/ }).first();
  const name = page.getByRole('textbox', { name: 'Name of the run' });
  for (const [key, typed, left] of [
    ['Escape', 'never', 'never'],
    ['Enter', 'first bounce', 'first bounce'],
  ] as const) {
    await page.locator('tbody tr').first().getByRole('checkbox').focus();
    await rename.focus();
    await page.keyboard.press('Enter');
    await name.waitFor();
    await page.keyboard.insertText(typed);
    await page.keyboard.press(key);
    await name.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('link', { name: left, exact: true }).count(), patient)
      .toBe(key === 'Enter' ? 1 : 0);
  }
});

test('a comparison is read, zoomed, moved along and shown whole again', async () => {
  await compare(ids);
  const slider = page.getByRole('slider', { name: 'Cursor in Loss' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => slider.getAttribute('aria-valuetext'), patient).toMatch(/^step \d+, .*ℓ/);
  const far = await slider.getAttribute('aria-valuemax');
  await page.keyboard.press('+');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  expect(page.url()).toMatch(/steps=0-[\d.]+/);
  await page.keyboard.press('PageDown');
  expect(page.url()).not.toMatch(/steps=0-/);
  await page.keyboard.press('0');
  expect(page.url()).not.toContain('steps=');
  expect(await slider.getAttribute('aria-valuemax')).toBe(far);
});

test('a run is hidden, shown alone and taken out, and the address says so', async () => {
  await compare(ids);
  await press('hide GD');
  expect(page.url()).toContain(`hide=${ids[0]}`);
  await expect.poll(() => page.getByRole('heading', { name: 'Eigen-oscillation, GD' }).count()).toBe(0);
  await press('solo GD');
  expect(page.url()).toContain(`hide=${ids[1]}`);
  await press('solo GD');
  expect(page.url()).not.toContain('hide=');
  await press('remove SAM');
  expect(page.url()).toMatch(new RegExp(`runs=${ids[0]}$`));
});

test('what a run was computed by, and what else was weighed, opens by keyboard', async () => {
  await compare(ids);
  const execution = page.locator('details', { hasText: 'What SAM is computed by' });
  const weighed = execution.getByRole('table');
  expect(await weighed.isVisible()).toBe(false);
  await openExecution('SAM');
  await weighed.waitFor();
  expect(await execution.getByText(/^auto: 400 steps take about /).isVisible()).toBe(true);
  const rows = await weighed.getByRole('rowheader').allTextContents();
  expect(rows).toEqual(['reference', 'onnx', 'tensorflow plain', 'tensorflow xla']);
});

test('a run on Fashion-MNIST is watched live, paused, resumed and stopped', async () => {
  await visit('New');
  await page
    .locator('[data-preset=fashion-pair]')
    .getByRole('button', { name: /^Run both/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'GD and SAM on Fashion-MNIST' }).waitFor();
  const reached = async (): Promise<number> =>
    Number(await page.getByRole('slider', { name: 'Cursor in Loss' }).getAttribute('aria-valuemax'));
  await expect.poll(reached, { timeout: 60_000 }).toBeGreaterThan(20);
  const early = await reached();
  await expect.poll(reached, patient).toBeGreaterThan(early);
  const drawn = page.locator('[data-figure=loss] li[data-series=loss] data');
  await expect.poll(() => drawn.count(), patient).toBe(12);
  for (const [action, status] of [
    ['pause', 'paused'],
    ['resume', 'running'],
    ['stop', 'stopped'],
  ] as const) {
    for (const run of ['GD', 'SAM']) await press(`${action} ${run}`);
    await expect.poll(() => page.getByText(new RegExp(`^${status} ·`)).count(), patient).toBe(2);
  }
});

test.each(['light', 'dark'] as const)('axe finds nothing in any view, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await visit('Runs');
  await page.getByRole('checkbox', { name: 'Select all runs found' }).check();
  expect(await findings(page)).toEqual([]);
  await visit('New');
  await page.getByText('edge of stability').first().waitFor();
  expect(await findings(page)).toEqual([]);
  await compare(ids);
  await openExecution('SAM');
  expect(await findings(page)).toEqual([]);
});

test('no view is wider than a narrow window', async () => {
  await page.setViewportSize({ width: 900, height: 900 });
  const sideways = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await page.getByRole('table').waitFor();
  expect(await sideways()).toBe(false);
  await visit('New');
  await page.getByText('edge of stability').first().waitFor();
  expect(await sideways()).toBe(false);
  await compare(ids);
  expect(await sideways()).toBe(false);
});

test('charts are as wide as their places, whatever becomes of the window', async () => {
  await compare(ids);
  const misfits = (): Promise<number> =>
    page.locator('.plot canvas').evaluateAll(
      (all) =>
        all.filter((canvas) => {
          const place = canvas.parentElement?.clientWidth ?? 0;
          return place < 100 || Math.abs(canvas.clientWidth - place) > 1;
        }).length,
    );
  expect(await page.locator('.plot canvas').count()).toBeGreaterThan(3);
  for (const width of [900, 1440, 1100, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ fullPage: true }); // changes the window for a moment
    await expect.poll(misfits).toBe(0);
  }
});

test('an address with another token says so, and so do runs that are not there', async () => {
  await page.goto('about:blank');
  await page.goto(`${new URL(lab.address).origin}/#token=guess`);
  await page.getByRole('heading', { name: 'This address is no longer valid' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.goto('about:blank');
  await page.goto(lab.address);
  await page.getByRole('table').waitFor();
  await page.evaluate(() => (location.hash = '#/compare?runs=nobody'));
  await page.getByRole('heading', { name: 'These runs are not in the store' }).waitFor();
  expect(await findings(page)).toEqual([]);
});
