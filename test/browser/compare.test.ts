import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatNumber } from '../../app/format/number.ts';
import { openBrowser } from './chromium.ts';
import { exported, extremes } from './exported.ts';
import type { ExportedRun, ExportedSeries } from './exported.ts';
import { findings } from './findings.ts';
import { LabProcess, ravine } from './lab-process.ts';

// One story, told in order: an empty store, GD and SAM by one click, what the charts show against what the store holds, and all of it
// again after a reload and after the lab was killed.

const SERIES = ['sharpness', 'edge', 'oscillation', 'loss', 'gradientNorm'];

/** For machines that have other things to do. */
const patient = { timeout: 20_000 };

let browser: Browser;
let folder: string;
let store: string;
let lab: LabProcess;
let page: Page;
let runs: readonly ExportedRun[];
const errors: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-browser-'));
  store = join(folder, 'ravine.db');
  browser = await openBrowser();
  lab = await LabProcess.start(store);
  page = await open(lab.address);
});

afterAll(async () => {
  await browser.close();
  await lab.end();
  await rm(folder, { recursive: true });
});

async function open(address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1200 } });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => errors.push(error.message));
  opened.on(
    'console',
    (message) => message.type() === 'error' && errors.push(`${message.text()} ${message.location().url}`),
  );
  await opened.goto(address);
  return opened;
}

/** Runs of the comparison that are over. */
async function finished(count: number): Promise<void> {
  await page.waitForFunction(
    (expected) =>
      [...document.querySelectorAll('aside small')].filter((line) =>
        /^finished/.test(line.textContent.trim()),
      ).length === expected,
    count,
    { timeout: 240_000 },
  );
}

/** First, last, least, where, greatest, where: the numbers behind a figure's words about a curve. */
function drawn(of: Page, figure: string, run: string, series: string): Promise<number[]> {
  return of
    .locator(`[data-figure=${figure}] li[data-run="${run}"][data-series=${series}] data`)
    .evaluateAll((found) => found.map((one) => Number((one as HTMLDataElement).value)));
}

/** Waits until the figures show the whole of the exported runs, and compares every curve's numbers with them. */
async function expectCurves(of: Page): Promise<void> {
  const figure = (series: string): string => (series === 'edge' ? 'sharpness' : series);
  for (const { run, series } of runs) {
    for (const name of SERIES) {
      const truth = series[name];
      if (!truth) throw new Error(`run ${run.id} recorded no ${name}`);
      await expect.poll(() => drawn(of, figure(name), run.id, name), patient).toEqual(extremes(truth));
    }
  }
}

test('an empty lab offers GD and SAM on Fashion-MNIST first, and other examples', async () => {
  await page.getByRole('button', { name: 'Run GD and SAM' }).waitFor();
  expect(await page.locator('[data-preset]').count()).toBeGreaterThanOrEqual(5);
  expect(await findings(page)).toEqual([]);
});

test('one click on an empty store runs GD and SAM to their end', async () => {
  await page
    .locator('[data-preset=digits-pair]')
    .getByRole('button', { name: /^Run both/ })
    .click();
  await page.waitForURL(/#\/compare\?runs=/);
  await finished(2);
  const ids = /runs=([^&]+)/.exec(page.url())?.[1]?.split(',') ?? [];
  runs = ids.map((id) => exported(store, id));
  expect(runs.map(({ run }) => run.status)).toEqual(['finished', 'finished']);
  expect(await page.locator('aside b').allTextContents()).toEqual(['GD', 'SAM']);
});

test('every curve holds the values that were recorded', async () => {
  await expectCurves(page);
});

test('the derived statistics are those of the runs', async () => {
  const row = page.getByRole('row', { name: 'λ₁, end' }).getByRole('cell');
  const shown = (await row.allTextContents()).map(Number);
  for (const [index, { summary }] of runs.entries())
    expect(shown[index]).toBeCloseTo(Number(Number(summary['finalSharpness']).toPrecision(3)), 9);
});

test('the cursor reads recorded values in all figures at once, and the curves are drawn through them', async () => {
  const loss = page.getByRole('slider', { name: 'Cursor in Loss' });
  await loss.focus();
  await page.keyboard.press('ArrowRight');
  const readings = page.locator('.readings');
  await expect.poll(() => readings.locator('data').count(), patient).toBe(2 * SERIES.length);
  const step = Number(await readings.getAttribute('data-at'));
  for (const { run, series } of runs) {
    const truth = series['loss'];
    const read = readings.locator(`data[data-run="${run.id}"][data-series=loss]`);
    expect(Number(await read.getAttribute('value'))).toBe(truth?.value[truth.step.indexOf(step)]);
    const measured = series['sharpness'];
    const last = measured?.step.findLastIndex((at) => at <= step) ?? -1;
    const sharpness = readings.locator(`data[data-run="${run.id}"][data-series=sharpness]`);
    expect(Number(await sharpness.getAttribute('value'))).toBe(measured?.value[last]);
  }
  // Where the dots of the cursor stand, by the axes, the canvas has been drawn on.
  for (const figure of ['sharpness', 'loss', 'gradientNorm']) {
    const ink = await page.locator(`[data-figure=${figure}] .plot`).evaluate((plot) => {
      const canvas = plot.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return [];
      const scale = canvas.width / canvas.clientWidth;
      return [...plot.querySelectorAll('circle')].map((dot) => {
        const [x, y] = [Number(dot.getAttribute('cx')), Number(dot.getAttribute('cy'))];
        const { data } = context.getImageData((x - 2) * scale, (y - 2) * scale, 4 * scale, 4 * scale);
        return data.filter((_, index) => index % 4 === 3 && (data[index] ?? 0) > 100).length;
      });
    });
    expect(ink).toHaveLength(2);
    for (const pixels of ink) expect(pixels).toBeGreaterThan(2);
  }
});

test('zoomed in, every recorded point of the oscillation is drawn, in all figures', async () => {
  const steps = runs[0]?.run.spec.steps ?? 0;
  const plot = page.getByRole('slider', { name: 'Cursor in Eigen-oscillation, SAM' });
  const box = await plot.boundingBox();
  if (!box) throw new Error('the plot is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -240);
      return shownSteps();
    }, patient)
    .toBeLessThan(Math.min(60, steps / 4));
  for (const { run, series } of runs) {
    const { step, value } = series['oscillation'] ?? { step: [], value: [] };
    // The last turn of the wheel may arrive after the address was read: what is drawn is compared with what it says then.
    await expect
      .poll(async () => {
        const [from, to] = shown();
        const inside = step.flatMap((at, index) =>
          at >= from && at <= to ? [{ at, value: value[index] ?? NaN }] : [],
        );
        const truth = extremes({ step: inside.map(({ at }) => at), value: inside.map((one) => one.value) });
        const seen = await drawn(page, 'oscillation', run.id, 'oscillation');
        return seen.map((x, index) => x - (truth[index] ?? NaN));
      }, patient)
      .toEqual([0, 0, 0, 0, 0, 0]);
  }
  for (const name of ['Cursor in Loss', 'Cursor in Sharpness and its edge']) {
    const slider = page.getByRole('slider', { name });
    expect(Number(await slider.getAttribute('aria-valuemin'))).toBe(Math.ceil(shown()[0]));
  }
});

/** The first and the last step that the address shows. */
function shown(): [number, number] {
  const [from, to] = /steps=([\d.]+)-([\d.]+)/.exec(page.url())?.slice(1).map(Number) ?? [];
  return [from ?? 0, to ?? Infinity];
}

/** How many steps the address shows. */
function shownSteps(): number {
  const [from, to] = shown();
  return to - from;
}

test('a reload keeps the runs and the zoom; a double-click shows all steps again', async () => {
  const before = page.url();
  await page.reload();
  await finished(2);
  expect(page.url()).toBe(before);
  await page.getByRole('slider', { name: 'Cursor in Loss' }).dblclick();
  expect(page.url()).not.toContain('steps=');
  await expectCurves(page);
});

test('against gradient evaluations SAM goes twice as far, and the cursor reads each run at its own step', async () => {
  const steps = runs[0]?.run.spec.steps ?? 0;
  const [gd, sam] = runs;
  await page.getByRole('button', { name: 'evaluations', exact: true }).click();
  expect(page.url()).toContain('&x=evaluations');
  await expectCurves(page);
  const loss = page.getByRole('slider', { name: 'Cursor in Loss' });
  expect(await loss.getAttribute('aria-valuemax')).toBe(String(2 * steps));
  await loss.focus();
  await page.keyboard.press('End');
  const readings = page.locator('.readings');
  const read = (id = ''): ReturnType<Page['locator']> =>
    readings.locator(`data[data-run="${id}"][data-series=loss]`);
  await expect.poll(() => read(sam?.run.id).count(), patient).toBe(1);
  expect(await readings.getAttribute('data-at')).toBe(String(2 * steps));
  expect(Number(await read(sam?.run.id).getAttribute('value'))).toBe(sam?.series['loss']?.value.at(-1));
  // GD did half the work and was over.
  expect(await read(gd?.run.id).count()).toBe(0);
  await page.reload();
  await finished(2);
  expect(await loss.getAttribute('aria-valuemax')).toBe(String(2 * steps));
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'log x' }).click();
  await page.getByRole('button', { name: 'log axis of Loss' }).click();
  await page.getByRole('button', { name: 'log axis of Sharpness and its edge' }).click();
  expect(page.url()).toContain('&x=evaluations&across=log&turned=loss,sharpness');
  await expect.poll(() => loss.getAttribute('aria-valuemin'), patient).toBe('1');
  const box = await loss.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 60);
  await page.mouse.wheel(0, -120);
  await expect.poll(() => page.url(), patient).toMatch(/evaluations=\d/);
  await loss.dblclick();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'log x' }).click();
  await page.getByRole('button', { name: 'η·step', exact: true }).click();
  await expectCurves(page);
  await page.getByRole('button', { name: 'step', exact: true }).click();
  expect(page.url()).not.toContain('x=');
});

test('against seconds each run lies by its own clock, and the cursor reads it at its step there', async () => {
  const [gd, sam] = runs;
  await page.getByRole('button', { name: 'seconds', exact: true }).click();
  expect(page.url()).toContain('&x=seconds');
  await expectCurves(page);
  const loss = page.getByRole('slider', { name: 'Cursor in Loss' });
  const ends = runs.map(({ series }) => series['seconds']?.value.at(-1) ?? NaN);
  expect(Number(await loss.getAttribute('aria-valuemax'))).toBeCloseTo(Math.max(...ends), 6);
  await loss.focus();
  await page.keyboard.press('End');
  // Whichever took longer is read at its last step; the other was over.
  const [longer, shorter] = (ends[0] ?? 0) > (ends[1] ?? 0) ? [gd, sam] : [sam, gd];
  const read = page.locator(`.readings data[data-run="${longer?.run.id}"][data-series=loss]`);
  await expect.poll(() => read.count(), patient).toBe(1);
  expect(Number(await read.getAttribute('value'))).toBe(longer?.series['loss']?.value.at(-1));
  expect(await page.locator(`.readings data[data-run="${shorter?.run.id}"]`).count()).toBe(0);
  await page.getByLabel('Save Loss').click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-figure=loss]').getByRole('button', { name: 'CSV' }).click(),
  ]);
  const [head, ...rows] = (await readFile(await saved.path(), 'utf8')).trim().split('\n');
  expect(head).toBe('run,series,step,value,seconds');
  const clock = sam?.series['seconds'];
  const measured = rows.map((row) => row.split(',')).filter(([run]) => run?.startsWith('SAM'));
  for (const [index, step] of (clock?.step ?? []).entries())
    expect(Number(measured.find((row) => Number(row[2]) === step)?.[4])).toBeCloseTo(
      clock?.value[index] ?? NaN,
      9,
    );
  await page.reload();
  await finished(2);
  await expectCurves(page);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'step', exact: true }).click();
});

test('in columns every figure has a panel for each run, all with the same axis', async () => {
  await page.getByRole('button', { name: 'columns' }).click();
  expect(page.url()).toContain('layout=columns');
  for (const run of ['GD', 'SAM'])
    for (const figure of ['Loss', 'Sharpness and its edge', 'Eigen-oscillation'])
      await page.getByRole('slider', { name: `Cursor in ${figure}, ${run}`, exact: true }).waitFor();
  await expectCurves(page);
  const boxes = await page.locator('[data-figure=loss]').all();
  const [gd, sam] = await Promise.all(boxes.map((one) => one.boundingBox()));
  expect(boxes).toHaveLength(2);
  expect(sam?.y).toBe(gd?.y);
  expect(sam?.width).toBeCloseTo(gd?.width ?? 0, 0);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'overlaid' }).click();
});

/** A series of one run with that of another, at every step that both have. */
function joined(
  name: string,
  [one, other]: readonly (ExportedRun | undefined)[],
  make: (a: number, b: number) => number,
): ExportedSeries {
  const [a, b] = [one?.series[name], other?.series[name]];
  const beside = new Map(b?.step.map((at, index) => [at, b.value[index] ?? NaN]));
  const step = (a?.step ?? []).filter((at) => beside.has(at));
  return { step, value: step.map((at) => make(a?.value[a.step.indexOf(at)] ?? NaN, beside.get(at) ?? NaN)) };
}

test('of two runs the difference and the ratio of a quantity are drawn, against the one that is chosen', async () => {
  const [gd, sam] = runs;
  const numbers = (figure: string): Promise<number[]> =>
    page
      .locator(`[data-figure=${figure}] li data`)
      .evaluateAll((found) => found.map((one) => Number((one as HTMLDataElement).value)));
  const expectPair = async (name: string, pair: readonly (ExportedRun | undefined)[]): Promise<void> => {
    const both = { difference: (a: number, b: number) => a - b, ratio: (a: number, b: number) => a / b };
    for (const [figure, make] of Object.entries(both))
      await expect.poll(() => numbers(figure), patient).toEqual(extremes(joined(name, pair, make)));
  };
  await expectPair('sharpness', [sam, gd]);
  await page.locator('[data-figure=difference]').getByText('SAM − GD λ₁').first().waitFor();
  await page.getByLabel('Quantity of Difference of λ₁').selectOption('loss');
  await expectPair('loss', [sam, gd]);
  await page.getByLabel('Reference of Ratio of ℓ').selectOption({ label: 'SAM' });
  await expectPair('loss', [gd, sam]);
  expect(page.url()).toContain(`&of=loss&against=${sam?.run.id}`);
  await page.reload();
  await finished(2);
  await expectPair('loss', [gd, sam]);
  const slider = page.getByRole('slider', { name: 'Cursor in Difference of ℓ' });
  await slider.focus();
  await page.keyboard.press('End');
  const truth = joined('loss', [gd, sam], (a, b) => a - b);
  await expect
    .poll(() => slider.getAttribute('aria-valuetext'), patient)
    .toBe(`step ${formatNumber(truth.step.at(-1))}, GD − SAM ℓ ${formatNumber(truth.value.at(-1))}`);
  await page.getByLabel('Save Ratio of ℓ').click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-figure=ratio]').getByRole('button', { name: 'CSV' }).click(),
  ]);
  const ratios = joined('loss', [gd, sam], (a, b) => a / b);
  expect(await readFile(await saved.path(), 'utf8')).toBe(
    `run,series,step,value\n${ratios.step.map((at, i) => `GD / SAM,loss,${at},${ratios.value[i]}\n`).join('')}`,
  );
  expect(await findings(page)).toEqual([]);
});

test('the distance of two runs with one start is computed where it is asked for, and drawn as it is kept', async () => {
  const [gd, sam] = runs;
  const card = page.locator('[data-figure=distance]');
  await card.getByText('Not computed yet: GD and SAM.').waitFor();
  await card.getByRole('button', { name: 'Compute the distance' }).click();
  const numbers = card.locator('li data');
  await expect.poll(() => numbers.count(), { timeout: 120_000 }).toBe(6);
  await card.getByText('GD from SAM ‖Δw‖').first().waitFor();
  const kept = exported(store, gd?.run.id ?? '').series[`distance.${sam?.run.id}`];
  if (!kept) throw new Error('the distance was not kept');
  await expect
    .poll(
      () => numbers.evaluateAll((found) => found.map((one) => Number((one as HTMLDataElement).value))),
      patient,
    )
    .toEqual(extremes(kept));
  // Both begin at one point, and the last distance is that of the parameters which a comparison reads.
  expect(kept.value[0]).toBe(0);
  const cells = page.getByRole('row', { name: /‖w − w′‖ at step/ }).getByRole('cell');
  expect(Number((await cells.allTextContents()).at(-1))).toBeCloseTo(kept.value.at(-1) ?? NaN, 3);
  await page.getByLabel('Reference of Distance of the parameters').selectOption({ label: 'GD' });
  await card.getByText('SAM from GD ‖Δw‖').first().waitFor();
  expect(await card.getByText('Not computed yet').count()).toBe(0);
  expect(await findings(page)).toEqual([]);
});

test('a killed lab is said to be out of reach; started again, all is there', async () => {
  await lab.end('SIGKILL');
  await page.getByText('The lab cannot be reached').first().waitFor();
  lab = await LabProcess.start(store);
  await page.context().close();
  page = await open(lab.address);
  const rows = page.getByRole('table').locator('tbody tr');
  await expect.poll(() => rows.count(), patient).toBe(2);
  for (const box of await rows.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Compare' }).click();
  await finished(2);
  await expectCurves(page);
});

test('seeds of one setting are drawn as one: the mean of all, in a band from the least to the greatest', async () => {
  await lab.end();
  const file = join(folder, 'seeds.json');
  const experiment = {
    version: 1,
    objective: { kind: 'quadratic', eigenvalues: [1, 0.5, 0.2] },
    optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.1 },
    steps: 60,
    backend: 'reference',
  };
  await writeFile(file, JSON.stringify([1, 2, 3].map((seed) => ({ ...experiment, seed }))));
  const ids = ravine('run', file, '--store', store, '--json', '--quiet')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  const truth = ids.map((id) => exported(store, id).series['loss']?.value ?? []);
  lab = await LabProcess.start(store);
  await page.context().close();
  page = await open(lab.address);
  await page.getByRole('table').waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/compare?runs=${ids.join()}`);
  await page.getByRole('button', { name: 'seeds as one' }).click();
  expect(page.url()).toContain('&seeds=together');
  await page.getByText('3 runs of 1 setting: those that differ in their seed alone').waitFor();
  const ends = (values: readonly number[]): number[] => [values[0] ?? NaN, values.at(-1) ?? NaN];
  const at = (step: number): number[] => truth.map((values) => values[step] ?? NaN);
  const expected = {
    whole: ends(truth[0]?.map((_, step) => at(step).reduce((sum, x) => sum + x, 0) / 3) ?? []),
    least: ends(truth[0]?.map((_, step) => Math.min(...at(step))) ?? []),
    greatest: ends(truth[0]?.map((_, step) => Math.max(...at(step))) ?? []),
  };
  for (const [part, [first, last]] of Object.entries(expected)) {
    const numbers = page.locator(`[data-figure=loss] li[data-part=${part}] data`);
    await expect
      .poll(
        () =>
          numbers.evaluateAll((found) =>
            found.slice(0, 2).map((one) => Number((one as HTMLDataElement).value)),
          ),
        patient,
      )
      .toEqual([expect.closeTo(first ?? NaN, 12), expect.closeTo(last ?? NaN, 12)]);
  }
  await page.getByText('SAM, 3 seeds').first().waitFor();
  expect(await findings(page)).toEqual([]);
});

test('nothing went wrong in the page meanwhile', () => {
  // A browser reports the lost connection, and every try to get it back, by itself; it asks for the page's icon when it likes, also of a killed lab.
  expect(errors.filter((error) => !/WebSocket|icon\.svg/.test(error))).toEqual([]);
});
