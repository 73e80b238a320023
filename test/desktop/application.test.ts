import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDesktop, DESKTOP } from '../../scripts/build-desktop.ts';
import { buildRenderer } from '../../scripts/build.ts';
import { installedElectron } from '../../scripts/electron.ts';

const root = join(import.meta.dirname, '../..');
const program = installedElectron();
const screenless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
const missing =
  program === null
    ? 'Electron’s program is not here (ELECTRON_OVERRIDE_DIST_PATH, or `npx install-electron`)'
    : screenless
      ? 'there is no screen'
      : null;

/** Chromium's sandbox does not start under root, as whom containers run. */
const unconfined = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

if (missing !== null) test.skip(`the desktop application in Electron itself: ${missing}`, () => undefined);

describe.skipIf(missing !== null)('the desktop application', () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ravine-electron-'));
    await buildRenderer(root);
    await buildDesktop(root);
    await start();
  });
  afterAll(async () => {
    await answerQuestions().catch(() => undefined);
    await (app as ElectronApplication | undefined)?.close();
    rmSync(folder, { recursive: true });
  });

  /** Has the application's questions answered by their first button: nobody sits there. */
  async function answerQuestions(): Promise<void> {
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    });
  }

  async function start(): Promise<void> {
    app = await electron.launch({
      executablePath: program ?? '',
      args: [...unconfined, join(root, DESKTOP), `--user-data-dir=${join(folder, 'user')}`],
      env: { ...(process.env as Record<string, string>), RAVINE_STORE: join(folder, 'lab.sqlite') },
    });
    page = await app.firstWindow();
  }

  const call = (method: string, params: unknown): Promise<unknown> =>
    page.evaluate(([m, p]) => window.ravine!.call(m, p), [method, params] as const);

  test('one click on the empty lab runs the first example and compares it', async () => {
    await page.getByRole('button', { name: /run/i }).first().click();
    await page.waitForURL(/#\/compare/);
    await page.getByRole('img').first().waitFor();
  });

  test('the page has neither Node nor the way to other pages', async () => {
    const found = await page.evaluate(() => [
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { process?: unknown }).process,
    ]);
    expect(found).toEqual(['undefined', 'undefined']);
    await page.evaluate(() => (location.href = 'https://example.org/'));
    await page.evaluate(() => (location.href = 'file:///etc/passwd'));
    expect(page.url()).toMatch(/^ravine:\/\/lab\//);
    expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
    expect(app.windows()).toHaveLength(1);
  });

  test('the policy stops scripts in the page and requests to elsewhere', async () => {
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.attacked = true';
      document.body.append(script);
      const fetched = await fetch('https://example.org/').then(
        () => true,
        () => false,
      );
      return [(window as { attacked?: boolean }).attacked ?? false, fetched];
    });
    expect(ran).toEqual([false, false]);
    // In a turn of the page's own: the test's way into the page is not held to its policy.
    const evaluated = page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          setTimeout(() => {
            try {
              resolve(String((globalThis as { eval: (text: string) => unknown }).eval('1 + 1')));
            } catch (error) {
              resolve((error as Error).name);
            }
          }),
        ),
    );
    expect(await evaluated).toBe('EvalError');
  });

  test('quitting during a run keeps a checkpoint; after a restart the run is resumed', async () => {
    const experiment = {
      version: 1,
      objective: { kind: 'quadratic', eigenvalues: [2, 1] },
      optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1 },
      steps: 50_000_000,
    };
    const started = (await call('runs.start', { experiments: [experiment] })) as {
      result: { ids: string[] };
    };
    const [id = ''] = started.result.ids;
    const status = async (): Promise<string> =>
      ((await call('runs.get', { id })) as { result: { status: string } }).result.status;
    await expect.poll(status, { timeout: 20_000 }).toBe('running');
    await answerQuestions();
    const closed = app.waitForEvent('close');
    await app.evaluate(({ app: main }) => main.quit());
    await closed;
    await start();
    expect(await status()).toBe('interrupted');
    await call('runs.resume', { ids: [id] });
    await expect.poll(status, { timeout: 20_000 }).toBe('running');
    await call('runs.stop', { ids: [id] });
    await expect.poll(status, { timeout: 20_000 }).toBe('stopped');
  });
});
