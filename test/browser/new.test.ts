import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess } from './lab-process.ts';

// A new experiment: the form, the text, what is said of both, and the run that comes of it.

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-new-'));
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
  await page.getByRole('navigation').getByRole('link', { name: 'New' }).click();
});
afterEach(async () => {
  await page.context().close();
});

/** The experiment as it stands under JSON. */
async function written(): Promise<Record<string, unknown>> {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const text = await page.getByRole('textbox', { name: 'Experiment as JSON' }).inputValue();
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  return JSON.parse(text) as Record<string, unknown>;
}

const field = (label: string) => page.getByLabel(label, { exact: true });
const focused = (): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-place') ?? '');

test('an experiment is put together with the mouse, and run', async () => {
  await field('objective').selectOption('quadratic');
  await field('eigenvalues of the Hessian').fill('1, 0.5');
  await field('optimizer').selectOption('gd');
  await field('step size η').fill('0.5');
  await field('steps').fill('40');
  expect(await written()).toMatchObject({
    objective: { kind: 'quadratic', eigenvalues: [1, 0.5] },
    optimizer: { kind: 'gd', stepSize: 0.5 },
    steps: 40,
  });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => page.getByText(/^(finished|converged) ·/).count(), { timeout: 20_000 }).toBe(1);
});

test('by keyboard: a kind is chosen, a wrong number is found from the list of problems and settled', async () => {
  await field('optimizer').focus();
  await page.keyboard.press('ArrowUp');
  expect(await field('optimizer').inputValue()).toBe('gd');
  await page.keyboard.press('Tab'); // to how the step size is written
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('optimizer.stepSize');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('-0.1');
  await page.getByText('One thing to settle').waitFor();
  expect(await findings(page)).toEqual([]);
  await field('name').focus();
  await page.getByRole('button', { name: /optimizer\.stepSize/ }).focus();
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('optimizer.stepSize');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('0.1');
  await page.getByText('The experiment is complete').waitFor();
  expect(await written()).toMatchObject({ optimizer: { kind: 'gd', stepSize: 0.1 } });
});

test('a text that is no JSON is kept, and the fields wait', async () => {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const area = page.getByRole('textbox', { name: 'Experiment as JSON' });
  await area.fill('{ "version": 1, }');
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  expect(await field('steps').isDisabled()).toBe(true);
  await page.getByText(/is no experiment yet: line 1, column 17/).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: /line 1, column 17/ }).click();
  expect(await area.inputValue()).toBe('{ "version": 1, }');
  expect(await area.evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(16);
});

test.each(['light', 'dark'] as const)('axe finds nothing in any kind of form, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 900, height: 900 });
  for (const [label, kind] of [
    ['data', 'digits'],
    ['network', 'cnn'],
    ['step size η: written as', 'piecewise'],
    ['spectrum of the Hessian', 'object'],
  ] as const)
    await field(label).selectOption(kind);
  await page.getByText('The experiment is complete').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
});

test('an example is chosen by keyboard; the address keeps it, a reload keeps what was changed, and back brings the one before', async () => {
  const search = page.getByRole('searchbox', { name: 'Search the examples' });
  await search.fill('two scales');
  await search.press('Enter');
  await expect.poll(() => page.url()).toContain('#/new?preset=eigenvalues-two-scale');
  await field('steps').fill('77');
  await page.reload();
  await page.getByRole('button', { name: 'The bounce: two scales', pressed: true }).waitFor();
  expect(await field('steps').inputValue()).toBe('77');
  await page.getByRole('button', { name: 'A chain of factors finds its balance', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('has taken the place of what was written').waitFor();
  expect(await field('objective').inputValue()).toBe('chain');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await field('steps').inputValue()).toBe('77');
  await page.goBack();
  await page.getByRole('button', { name: 'The bounce: two scales', pressed: true }).waitFor();
  await page.evaluate(() => (location.hash = '#/new?preset=nothing'));
  await page.getByText('There is no example named nothing.').waitFor();
});

const rows = Array.from({ length: 30 }, (_, i) => `${i / 30},${(i * 7) % 11},${i % 2 ? 'odd' : 'even'}`);
const table = `width,height,parity\n${rows.join('\n')}\n`;

test('a table of one’s own is dropped on the form, its target chosen among its columns, and the lab runs on it', async () => {
  const transfer = await page.evaluateHandle((text) => {
    const held = new DataTransfer();
    held.items.add(new File([text], 'parity.csv', { type: 'text/csv' }));
    return held;
  }, table);
  await page.locator('.form').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByText('parity.csv: 30 rows, 3 columns, of numbers but parity.').waitFor();
  await page.getByRole('button', { name: /objective\.data\.target/ }).focus();
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('objective.data.target');
  await field('target columns').selectOption('width');
  await page.getByText('Column "parity" has "even" on line 2').waitFor();
  await field('target columns').selectOption('parity');
  await field('loss').selectOption('cross-entropy');
  await field('steps').fill('30');
  expect(await readdir(join(folder, 'data'))).toHaveLength(1);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => page.getByText(/^(finished|converged) ·/).count(), { timeout: 20_000 }).toBe(1);
  await page.goBack();
  await page.reload();
  await page.getByText('parity.csv: 30 rows').waitFor();
  expect(await field('target columns').inputValue()).toBe('parity');
});

test('images and labels are chosen by the file button, and files that do not fit are refused in a sentence', async () => {
  const idx = (shape: readonly number[], values: readonly number[]): Buffer =>
    Buffer.from([0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, 0, size]), ...values]);
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  const button = page.getByLabel('Your own data');
  const wrong = idx([1], [0]);
  wrong[2] = 9;
  await button.setInputFiles([file('labels-idx1-ubyte', wrong), file('none.csv', Buffer.from(''))]);
  await page
    .getByText('labels-idx1-ubyte does not fit: it does not begin like an IDX file of unsigned bytes.')
    .waitFor();
  await page.getByText('none.csv does not fit: it is empty.').waitFor();
  expect(await written()).toMatchObject({ objective: { data: { kind: 'chebyshev' } } });
  const pixels = Array.from({ length: 4 * 9 }, (_, i) => (i * 31) % 256);
  await button.setInputFiles([
    file('images-idx3-ubyte', idx([4, 3, 3], pixels)),
    file('labels-idx1-ubyte', idx([4], [0, 1, 0, 1])),
  ]);
  await page.getByText('images-idx3-ubyte: 4 images of 3 × 3.').waitFor();
  await page.getByText('labels-idx1-ubyte: 4 labels.').waitFor();
  await page.getByText('The experiment is complete').waitFor();
  expect(await findings(page)).toEqual([]);
});
