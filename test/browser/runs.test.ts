import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './chromium.ts';
import { findings } from './findings.ts';
import { LabProcess, ravine } from './lab-process.ts';

// The table of runs by mouse and by keyboard, over the real lab.

const experiment = (name: string, optimizer: object, seed = 1) => ({
  version: 1,
  name,
  seed,
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5] },
  optimizer,
  steps: 50,
});

let browser: Browser;
let folder: string;
let lab: LabProcess;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-runs-'));
  const file = join(folder, 'runs.json');
  const some = [
    experiment('plain', { kind: 'gd', stepSize: 0.5 }),
    experiment('short radius', { kind: 'sam', stepSize: 0.5, radius: 0.01 }),
    experiment('long radius', { kind: 'sam', stepSize: 0.05, radius: 0.2 }, 2),
  ];
  await writeFile(file, JSON.stringify(some));
  ravine('run', file, '--store', join(folder, 'ravine.db'), '--quiet');
  [browser, lab] = await Promise.all([openBrowser(), LabProcess.start(join(folder, 'ravine.db'))]);
});
afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(lab.address);
  await row('plain').waitFor();
});
afterEach(() => page.context().close());

const row = (name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
const names = () => page.locator('tbody td.name a').allTextContents();
const search = () => page.getByRole('searchbox');
const actions = () => page.getByRole('group', { name: 'With the selected runs' });
const act = (name: string) => actions().getByRole('button', { name, exact: true }).click();
const select = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).click();

test('runs are found by setting, statistic and state; the address keeps the search over a reload', async () => {
  await search().fill('optimizer:sam stepSize<0.1');
  await expect.poll(names).toEqual(['long radius']);
  await search().fill('-optimizer:gd');
  await page.getByRole('button', { name: 'η' }).click();
  await expect.poll(names).toEqual(['long radius', 'short radius']);
  expect(page.url()).toContain('find=-optimizer%3Agd&sort=stepSize');
  await page.reload();
  await expect.poll(names).toEqual(['long radius', 'short radius']);
  expect(await search().inputValue()).toBe('-optimizer:gd');
  await search().fill('λ₁>wide');
  await page.getByText('“λ₁>wide”: a number is expected after >.').waitFor();
  await page
    .getByText('How to search')
    .or(page.locator('summary', { hasText: '?' }))
    .first()
    .click();
  await page.getByText('statistics of the end; both must hold').waitFor();
  expect(await findings(page)).toEqual([]);
});

test('tags and pin are given by keyboard, and found again', async () => {
  await page.getByRole('checkbox', { name: 'Select plain' }).focus();
  await page.keyboard.press('Space');
  await actions().getByRole('button', { name: 'Tag' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('paper, draft');
  await page.keyboard.press('Enter');
  await row('plain').getByText('paper', { exact: true }).waitFor();
  await act('Tag');
  await page.keyboard.insertText('-draft');
  await page.keyboard.press('Enter');
  await row('plain').getByText('draft', { exact: true }).waitFor({ state: 'detached' });
  await act('Pin');
  await row('plain').getByRole('img', { name: 'pinned' }).waitFor();
  expect((await names())[0]).toBe('plain');
  await search().fill('tag:paper is:pinned');
  await expect.poll(names).toEqual(['plain']);
  expect(await findings(page)).toEqual([]);
  await search().fill('');
  await act('Pin');
  await row('plain').getByRole('img', { name: 'pinned' }).waitFor({ state: 'detached' });
});

test('the archive takes runs out of sight and gives them back', async () => {
  await select('short radius');
  await act('Archive');
  await row('short radius').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await row('short radius').waitFor();
  await select('short radius');
  await act('Archive');
  await page.getByRole('button', { name: 'Archive (1)' }).click();
  await expect.poll(names).toEqual(['short radius']);
  expect(page.url()).toContain('show=archived');
  await select('short radius');
  await act('Out of the archive');
  await page.getByText('No run is in the archive.').waitFor();
  await page.getByRole('button', { name: 'Archive (0)' }).click();
  await row('short radius').waitFor();
});

test('a run is duplicated into the form, with its own settings', async () => {
  await select('long radius');
  await act('Duplicate');
  await page.waitForURL(/#\/new/);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const text = await page.getByRole('textbox', { name: 'Experiment as JSON' }).inputValue();
  expect(JSON.parse(text)).toMatchObject({
    name: 'long radius',
    seed: 2,
    optimizer: { kind: 'sam', radius: 0.2 },
  });
});

test('columns are chosen, and the table is saved as it is shown', async () => {
  await page.locator('summary', { hasText: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Backend' }).check();
  await page.getByRole('checkbox', { name: 'Seed' }).uncheck();
  await page.getByRole('columnheader', { name: 'Backend' }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.locator('summary', { hasText: 'Columns' }).click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  const [head = '', ...lines] = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(head).toMatch(/^id,status,name,.*backend/);
  expect(head).not.toContain('seed');
  expect(lines).toHaveLength(3);
});

test('narrow and dark, nothing is wider than the window', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 900, height: 800 });
  await select('plain');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await findings(page)).toEqual([]);
  const folderOfShots = process.env['RAVINE_SHOTS'];
  if (folderOfShots) await page.screenshot({ path: join(folderOfShots, 'runs-dark.png') });
});
