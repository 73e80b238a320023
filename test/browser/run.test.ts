import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { formatNumber } from '../../app/format/number.ts';
import { mixed } from '../../app/figure/svg/colour.ts';
import { openBrowser } from './chromium.ts';
import { exported } from './exported.ts';
import { findings } from './findings.ts';
import { LabProcess, ravine } from './lab-process.ts';

// One run by itself: steered while it goes on, its events, and forks.

const network = {
  version: 1,
  name: 'GD on a network',
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6] },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  },
  optimizer: { kind: 'gd', stepSize: 0.05 },
  steps: 600,
  backend: 'reference',
  measure: { sharpness: { every: 51 } },
};

/** For machines that have other things to do. */
const patient = { timeout: 20_000 };

let browser: Browser;
let folder: string;
let store: string;
let lab: LabProcess;
let id: string;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-run-'));
  store = join(folder, 'ravine.db');
  const file = join(folder, 'run.json');
  await writeFile(file, JSON.stringify(network));
  id = (JSON.parse(ravine('run', file, '--store', store, '--json', '--quiet')) as { id: string }).id;
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

async function visit(run: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/run/${run}`);
  await page.getByRole('heading', { name: 'Came out as' }).waitFor();
}

async function press(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

/** Steps done, as the view says it. */
async function steps(): Promise<number> {
  const text = (await page.locator('header .state').textContent()) ?? '';
  return Number(/([\d,]+)(?: of \S+)? steps/.exec(text)?.[1]?.replaceAll(',', ''));
}

test('GD becomes SAM from a step of its run, and is compared with it', async () => {
  await page.getByRole('link', { name: network.name, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: network.name }).waitFor();
  await press('Fork…');
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByLabel('from step').inputValue(), patient).toBe('600');
  await dialog.getByLabel('from step').selectOption('300');
  await dialog.getByLabel('optimizer').selectOption('sam');
  await dialog.getByLabel('radius ρ').fill('-1');
  await dialog.getByLabel('steps', { exact: true }).fill('200');
  await page.keyboard.press('Enter');
  await dialog.getByText('Expected a finite number at least 0, got -1.').waitFor();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('radius ρ').fill('0.05');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^SAM .*, from step 300 of GD on a network$/ }).waitFor();
  await expect.poll(steps, patient).toBe(200);
  await page.getByText('forked at step 300 of').waitFor();
  await press('Compare both');
  await page.waitForURL(new RegExp(`#/compare\\?runs=${id},`));
  await page.getByRole('heading', { name: /^GD and SAM on/ }).waitFor();
  expect(await page.getByRole('row', { name: 'optimizer' }).textContent()).toMatch(/gd\s*sam/);
});

test('an event moves every figure to its step, and a reload comes back there', async () => {
  await visit(id);
  const events = page.getByRole('list', { name: 'Events' }).getByRole('button');
  await events.first().waitFor();
  const last = events.last();
  const step = Number(/step ([\d,]+)/.exec((await last.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
  await last.focus();
  await page.keyboard.press('Enter');
  expect(page.url()).toContain(`at=${step}`);
  await expect.poll(() => page.locator('.readings').getAttribute('data-at'), patient).toBe(String(step));
  const shown = /steps=([\d.]+)-([\d.]+)/.exec(page.url());
  expect(Number(shown?.[1])).toBeLessThanOrEqual(step);
  expect(Number(shown?.[2])).toBeGreaterThanOrEqual(step);
  await page.reload();
  await expect.poll(() => page.locator('.readings').getAttribute('data-at'), patient).toBe(String(step));
  expect(page.url()).toContain(`at=${step}`);
  await press('Show all steps');
  expect(page.url()).not.toContain('steps=');
});

test('a run that goes on is paused, stepped, resumed and stopped', async () => {
  await page.evaluate((hash) => (location.hash = hash), '#/new');
  await press('JSON');
  await page.getByRole('textbox', { name: 'Experiment as JSON' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(JSON.stringify({ ...network, name: 'endless', steps: 1_000_000_000 }));
  await press('Run');
  await page.getByRole('link', { name: 'endless' }).click();
  await page.getByRole('heading', { name: 'endless' }).waitFor();
  await expect.poll(steps, patient).toBeGreaterThan(100);
  await press('pause this run');
  await page.locator('header .state b', { hasText: 'paused' }).waitFor();
  const rested = await steps();
  await press('single step');
  await expect.poll(steps, patient).toBe(rested + 1);
  await press('resume this run');
  await expect.poll(steps, patient).toBeGreaterThan(rested + 1);
  expect(await findings(page)).toEqual([]);
  await press('stop this run');
  await page.locator('header .state b', { hasText: 'stopped' }).waitFor();
  await press('Delete');
  await page.getByRole('row', { name: /endless/ }).waitFor({ state: 'detached' });
  await press('Undo');
  await page.getByRole('row', { name: /endless/ }).waitFor();
});

test('what the command line measures on demand is asked, followed, refused and drawn here', async () => {
  await visit(id);
  const studies = page.getByRole('region', { name: 'Measure on demand' });
  const dialog = page.getByRole('dialog');
  await press('Measure spectrum…');
  await expect.poll(() => dialog.getByLabel('at step').inputValue(), patient).toBe('600');
  await dialog.getByLabel('at step').selectOption('300');
  await dialog.getByLabel('probe vectors').fill('0');
  await page.keyboard.press('Enter');
  await dialog.getByText('Expected a whole number at least 1 and at most 1000, got 0.').waitFor();
  expect(await findings(page)).toEqual([]);
  await dialog.getByLabel('probe vectors').fill('2');
  await page.keyboard.press('Enter');
  await studies.getByText('The spectrum at step 300 is measured.').waitFor();
  await press('Show it');
  expect(page.url()).toContain('at=300');
  const layer = page.locator('[data-figure=spectrum] [data-layer^="density at step 300"]');
  await layer.waitFor({ state: 'attached' });
  const { eigenvalues } = JSON.parse(
    ravine('spectrum', id, '--at', '300', '--vectors', '2', '--store', store, '--json', '--quiet'),
  ) as { eigenvalues: number[] };
  const marks = page.locator('[data-figure=spectrum] li[data-layer="λ₁ … at step 300"]');
  expect(await marks.textContent()).toContain(
    `at ${eigenvalues.map((value) => formatNumber(value)).join(', ')}.`,
  );

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.insertText('slice the loss');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'Slice the loss' }).waitFor();
  await expect.poll(() => dialog.getByLabel('at step').inputValue(), patient).toBe('600');
  await dialog.getByRole('button', { name: 'Measure' }).click();
  await studies.getByText('The slice at step 600 is measured.').waitFor();
  await page
    .locator('[data-figure=slice] [data-layer^="ℓ along u₁ at step 600"]')
    .waitFor({ state: 'attached' });

  await studies.getByRole('button', { name: 'Slice…' }).click();
  await dialog.getByLabel('along').selectOption('u₁ and u₂');
  await dialog.getByLabel('points').fill('11');
  await dialog.getByRole('button', { name: 'Measure' }).click();
  await studies.getByText('The slice at step 600 is measured.').waitFor();
  await press('Show it');
  const over = page.locator('[data-figure=slicePlane]');
  await over.locator('[data-layer="ℓ at step 600"]').waitFor({ state: 'attached' });
  await expect
    .poll(() => over.getByRole('slider').evaluate((slider) => slider === document.activeElement), patient)
    .toBe(true);

  await studies.getByRole('button', { name: 'Flow…' }).click();
  await dialog.getByLabel('gradients at most').fill('100');
  await dialog.getByRole('button', { name: 'Measure' }).click();
  await studies.getByText('The flow is measured.').waitFor();
  const flow = page.locator('[data-figure=flow]');
  await flow.getByText('where the limit of 100 gradient evaluations was reached').waitFor();
  await press('Show it');
  await page.reload();
  await flow.scrollIntoViewIfNeeded();
  await flow.locator('canvas').waitFor();
  expect(await findings(page)).toEqual([]);
});

test('of a store that can only be read nothing is measured, and the view says why', async () => {
  const file = join(folder, 'newer.db');
  const kept = new Database(store);
  await kept.backup(file);
  kept.close();
  const newer = new Database(file);
  newer.pragma('user_version = 999');
  newer.close();
  const reader = await LabProcess.start(file);
  try {
    await page.goto(reader.address);
    await visit(id);
    const studies = page.getByRole('region', { name: 'Measure on demand' });
    await studies.getByText('The store can only be read: an answer would not be kept.').waitFor();
    for (const button of await studies.getByRole('button').all())
      expect(await button.isDisabled()).toBe(true);
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.insertText('slice the loss');
    await page.getByText('Nothing is called “slice the loss”').waitFor();
  } finally {
    await reader.end();
  }
});

test('a name and a note are kept', async () => {
  await visit(id);
  await press('rename');
  await page.keyboard.insertText('GD, looked at');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'GD, looked at' }).waitFor();
  await page.getByLabel('Note').fill('sharpens');
  await page.getByLabel('Note').blur();
  await page.reload();
  await expect.poll(() => page.getByLabel('Note').inputValue(), patient).toBe('sharpens');
  await page.getByRole('heading', { name: 'GD, looked at' }).waitFor();
});

test('a figure is saved as vectors, as a picture and as its values', async () => {
  await visit(id);
  const card = page.locator('[data-figure=loss]');
  const save = async (format: string) => {
    await card.getByText('save', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: format }).focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe(`loss-${id}.${format.toLowerCase()}`);
    return readFile(await download.path());
  };
  const svg = (await save('SVG')).toString();
  expect(svg).toContain(`data-run="${id}" data-series="loss"`);
  expect(svg).toContain(`(run ${id})`);
  expect(svg).toContain('<title>Loss</title>');
  const png = await save('PNG');
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1440);
  const [head, ...rows] = (await save('CSV')).toString().trim().split('\n');
  expect(head).toBe('run,series,step,value');
  const { series } = exported(store, id);
  const values = rows.map((row) => row.split(',').slice(-2).map(Number));
  expect(values.map(([step]) => step)).toEqual(series['loss']!.step);
  expect(values.map(([, value]) => value)).toEqual(series['loss']!.value);
  expect(await card.locator('details').getAttribute('open')).toBeNull();
  // The colours of a drawing are mixed as the browser mixes them.
  const pixel = await page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = 'color-mix(in oklab, #d55e00 40%, #1d1f21)';
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
  const ours = [1, 3, 5].map((at) => parseInt(mixed('#d55e00', 0.4, '#1d1f21').slice(at, at + 2), 16));
  ours.forEach((value, i) => expect(Math.abs(value - pixel[i]!)).toBeLessThanOrEqual(1));
});

test('the phase portrait moves the linked cursor by keyboard, and its table holds the recorded pairs and no others', async () => {
  await visit(id);
  const card = page.locator('[data-figure=phasePortrait]');
  await card.scrollIntoViewIfNeeded();
  await card.locator('canvas').waitFor({ timeout: 20_000 });
  await card.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const { step, value } = exported(store, id).series['oscillation']!;
  const pairs = step.flatMap((at, i) => (step[i + 1] === at + 1 ? [[at, value[i]!, value[i + 1]!]] : []));
  await expect
    .poll(() => page.locator('.readings').getAttribute('data-at'), patient)
    .toBe(String(pairs[1]![0]));
  await card.getByText('save', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'CSV' }).focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  expect(head).toBe('run,curve,step,x,y,words');
  const written = rows.map((row) => /(\d+),([^,]+),([^,]+),$/.exec(row)?.slice(1).map(Number));
  expect(written.filter(Boolean).slice(0, pairs.length)).toEqual(pairs);
});

test('a figure of a plane is read and drawn when it is nearly in sight, and keeps its place till then', async () => {
  await page.setViewportSize({ width: 900, height: 240 });
  await visit(id);
  const card = page.locator('[data-figure=phasePortrait]');
  await card.getByText('Reading').waitFor();
  await page.locator('[data-figure=sharpness] canvas').first().waitFor();
  expect(await card.locator('canvas').count()).toBe(0);
  const height = async (): Promise<number> => (await card.boundingBox())!.height;
  const before = await height();
  await card.scrollIntoViewIfNeeded();
  await expect.poll(() => card.locator('.plot > svg').count(), patient).toBe(1);
  expect(Math.abs((await height()) - before)).toBeLessThan(24);
});

test('a run that is not there is said to be missing', async () => {
  await page.evaluate((hash) => (location.hash = hash), '#/run/nosuch');
  await page.getByRole('heading', { name: 'There is no run nosuch in the store' }).waitFor();
  expect(await findings(page)).toEqual([]);
});

test.each(['light', 'dark'] as const)('the view of a run holds in %s, narrow', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 900, height: 900 });
  await visit(id);
  await page.locator('[data-figure=sharpness] canvas').waitFor();
  expect(await findings(page)).toEqual([]);
  const { width, room } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(width).toBeLessThanOrEqual(room);
});
