import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { channels } from '../../../app/contract/desktop.ts';
import { Application } from '../../../main/desktop/application.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from '../lab/experiments.ts';
import { fakeElectron, FakeWindow } from './fake-electron.ts';

const electron = vi.hoisted(() => ({ current: null as unknown as ReturnType<typeof fakeElectron> }));
vi.mock('electron', () => {
  const names = [
    'app',
    'BrowserWindow',
    'dialog',
    'ipcMain',
    'Menu',
    'nativeTheme',
    'Notification',
    'powerSaveBlocker',
    'screen',
    'shell',
    'utilityProcess',
  ];
  const module = {};
  for (const name of names)
    Object.defineProperty(module, name, { enumerable: true, get: () => electron.current[name as 'app'] });
  return module;
});
// The real lab over a real store, with engines that follow scripts.
vi.mock('../../../main/lab/lab.ts', async (original) => ({
  ...(await original<object>()),
  engineMain: join(import.meta.dirname, '../lab/fake-engine.ts'),
}));

let folder: string;
let fake: ReturnType<typeof fakeElectron>;
const store = (name = 'lab.sqlite'): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-desktop-'));
  fake = electron.current = fakeElectron();
  FakeWindow.last = null;
});
afterEach(async () => {
  await quit();
  rmSync(folder, { recursive: true });
});

async function start({ files = [] as string[], asked = null as string | null } = {}) {
  const application = new Application({
    userData: join(folder, 'user'),
    licences: join(folder, 'NOTICES.txt'),
  });
  await application.start({ asked, usual: store(), files });
  return application;
}

const window = (): FakeWindow => FakeWindow.last!;
const call = (method: string, params: unknown = {}) => fake.ask(channels.call, { method, params });
const result = async (method: string, params: unknown = {}): Promise<never> =>
  ((await call(method, params)) as { result: never }).result;
const experiment = (name: string): string => {
  writeFileSync(store(name), '{"version": 1}');
  return store(name);
};

/** A place for a store where none can be: a folder of its path is a file. */
function inFile(): string {
  writeFileSync(store('a file'), '');
  return join(store('a file'), 'lab.sqlite');
}

/** Waits until the lab of a store is the open one. */
async function holds(file: string): Promise<void> {
  const open = async () => expect(await result('lab.describe')).toMatchObject({ store: { file } });
  await vi.waitFor(open, 20_000);
}

/** Lets quitting take its course: the guard asks, closes the lab, and quits again. */
async function quit(): Promise<void> {
  if (fake.app.quits > 0) return;
  fake.app.quit();
  await vi.waitFor(() => expect(fake.app.quits).toBe(1), 10_000);
}

/** The menu as it is, by the labels of its items. */
function click(...path: string[]): void {
  type Item = { label?: string; submenu?: Item[]; click?: () => void };
  let items = fake.Menu.setApplicationMenu.mock.lastCall?.[0] as Item[];
  let found: Item | undefined;
  for (const label of path) {
    found = items.find((item) => item.label?.replace(/^&(?!&)/, '').startsWith(label));
    items = found?.submenu ?? [];
  }
  found!.click!();
}

describe('the window', () => {
  test('has a page without Node, apart from the preload, in the sandbox', async () => {
    await start();
    expect(window().options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(window().loadURL).toHaveBeenCalledWith('ravine://lab/');
  });

  test('shows the lab of the usual store; calls and events cross', async () => {
    await start();
    expect(await call('runs.start', { experiments: [scripted('points finish')] })).toMatchObject({
      result: { ids: [expect.any(String)] },
    });
    await vi.waitFor(() =>
      expect(window().sent).toContainEqual([
        channels.event,
        expect.objectContaining({ run: expect.objectContaining({ status: 'finished' }) as unknown }),
      ]),
    );
    expect(await call('runs.get', { id: 'none' })).toMatchObject({ problems: [{ code: 'unknown-run' }] });
    expect(await call('no.method')).toMatchObject({ problems: [{ code: 'unknown-method' }] });
  });

  test('opens where it was closed, on a screen that is there', async () => {
    await start();
    expect(window().options.width).toBe(1440);
    await quit();
    window().close();
    expect(JSON.parse(readFileSync(join(folder, 'user/desktop.json'), 'utf8'))).toMatchObject({
      window: { x: 10, y: 20, width: 800, height: 600, maximized: false },
      recent: [store()],
    });
    fake = electron.current = fakeElectron();
    await start();
    expect(window().options).toMatchObject({ x: 10, y: 20, width: 800, height: 600 });
    await quit();
    fake = electron.current = fakeElectron();
    fake.screen.getAllDisplays = () => [{ workArea: { x: 5000, y: 0, width: 100, height: 100 } }];
    await start();
    expect(window().options.width).toBe(1440);
  });

  test('a page that crashes is opened anew', async () => {
    await start();
    window().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(window().webContents.reload).toHaveBeenCalled());
  });
});

describe('the desktop around the window', () => {
  test('while a run computes its share stands in the task bar and the machine stays awake', async () => {
    await start();
    const { ids } = (await result('runs.start', { experiments: [scripted('points')] })) as { ids: string[] };
    await vi.waitFor(() => expect(window().progress).toBeGreaterThan(0), 10_000);
    expect(window().progress).toBeLessThan(1);
    expect(fake.powerSaveBlocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    expect(fake.powerSaveBlocker.stop).not.toHaveBeenCalled();
    await call('runs.stop', { ids });
    await vi.waitFor(() => expect(window().progress).toBe(-1), 10_000);
    expect(fake.powerSaveBlocker.stop).toHaveBeenCalledExactlyOnceWith(7); // what `start` had given
  });
});

describe('quitting', () => {
  test('asks once where runs compute, stays on Cancel, and lets them keep a checkpoint', async () => {
    await start();
    const { ids } = (await result('runs.start', { experiments: [scripted('points checkpoint')] })) as {
      ids: string[];
    };
    await vi.waitFor(async () =>
      expect(await result('runs.get', { id: ids[0] })).toMatchObject({ status: 'running' }),
    );
    fake.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
    window().close();
    await vi.waitFor(() => expect(fake.dialog.showMessageBox).toHaveBeenCalledOnce());
    expect(fake.dialog.showMessageBox.mock.lastCall?.[1]).toMatchObject({
      message: 'A run has not ended.',
      buttons: ['Quit', 'Cancel'],
    });
    expect(fake.app.quits).toBe(0);
    expect(await result('runs.get', { id: ids[0] })).toMatchObject({ status: 'running' });
    await quit();
    expect(fake.dialog.showMessageBox).toHaveBeenCalledTimes(2);
    fake = electron.current = fakeElectron();
    await start();
    expect(await result('runs.get', { id: ids[0] })).toMatchObject({ status: 'interrupted', step: 10 });
  });

  test('asks one question, however often it is told to quit', async () => {
    await start();
    await result('runs.start', { experiments: [scripted('points')] });
    let agree: (answer: { response: number }) => void = () => undefined;
    fake.dialog.showMessageBox.mockReturnValueOnce(new Promise((resolve) => (agree = resolve)));
    for (let i = 0; i < 3; i++) fake.app.quit();
    await vi.waitFor(() => expect(fake.dialog.showMessageBox).toHaveBeenCalled());
    agree({ response: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(fake.dialog.showMessageBox).toHaveBeenCalledOnce();
    expect(fake.app.quits).toBe(0);
  });

  test('asks nothing where nothing computes', async () => {
    await start();
    await quit();
    expect(fake.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});

describe('files', () => {
  test('an experiment waits until the page listens; a second start hands over its own', async () => {
    const application = await start({ files: [experiment('a.ravine')] });
    expect(window().sent).toEqual([]);
    await fake.ask(channels.ready, null);
    application.openFiles([experiment('b.ravine.json')]);
    window().webContents.emit('did-start-loading'); // a reload: what comes now waits for the new page
    application.openFiles([experiment('c.json')]);
    expect(window().sent).toHaveLength(2);
    await fake.ask(channels.ready, null);
    expect(window().sent).toEqual([
      [channels.experiment, { name: 'a.ravine', text: '{"version": 1}' }],
      [channels.experiment, { name: 'b.ravine.json', text: '{"version": 1}' }],
      [channels.experiment, { name: 'c.json', text: '{"version": 1}' }],
    ]);
    expect(window().focus).toHaveBeenCalled();
  });

  test('the store of a lab is opened in place of the present one, and is then the usual one', async () => {
    Store.open(store('other.sqlite'), { appVersion: '0' }).close();
    await start();
    await fake.ask(channels.open, store('other.sqlite'));
    await holds(store('other.sqlite'));
    expect(window().webContents.reload).toHaveBeenCalledOnce();
    click('File', 'Recent labs', 'lab.sqlite');
    await holds(store());
    await quit();
    fake = electron.current = fakeElectron();
    rmSync(store());
    await start();
    expect(await result('lab.describe')).toMatchObject({ store: { file: store('other.sqlite') } });
  });

  test('what is no file of the lab is said, with its place', async () => {
    const application = await start();
    writeFileSync(store('notes.txt'), 'hello');
    application.openFiles([store('notes.txt'), store('missing.json')]);
    const said = fake.dialog.showMessageBox.mock.calls.map(
      (given) => (given[1] as { detail: string }).detail,
    );
    expect(said[0]).toContain('notes.txt is no file of Ravine: it opens experiments');
    expect(said[1]).toMatch(/missing\.json could not be read: ENOENT/);
  });
});

describe('the menu', () => {
  test('has the window do commands of the palette', async () => {
    await start();
    click('View', 'Compare');
    click('Run', 'Pause');
    expect(window().sent).toEqual([
      [channels.command, 'view.compare'],
      [channels.command, 'runs.pause'],
    ]);
    click('File', 'Show');
    expect(fake.shell.showItemInFolder).toHaveBeenCalledWith(store());
  });

  test('has the bookmarks of the open lab by name, and has the window open them', async () => {
    await start();
    const { id } = await result('bookmarks.keep', { name: 'GD & SAM', address: '#/compare?runs=a,b' });
    click('Bookmarks', 'Keep this view');
    click('Bookmarks', 'GD && SAM');
    expect(window().sent.filter(([channel]) => channel === channels.command)).toEqual([
      [channels.command, 'bookmark.keep'],
      [channels.command, `bookmark.${id as string}`],
    ]);
    await quit();
    fake = electron.current = fakeElectron();
    await start();
    click('Bookmarks', 'GD && SAM');
    expect(window().sent).toEqual([[channels.command, `bookmark.${id as string}`]]);
    await result('bookmarks.delete', { id });
    expect(() => click('Bookmarks', 'GD && SAM')).toThrow();
  });

  test('has the window choose its colours, which the frame has too, also at the next start', async () => {
    const checked = (): string | undefined => {
      type Item = { label?: string; checked?: boolean; submenu?: Item[] };
      const items = fake.Menu.setApplicationMenu.mock.lastCall?.[0] as Item[];
      const theme = items.flatMap(({ submenu }) => submenu ?? []).find(({ label }) => label === 'Theme');
      return theme?.submenu?.find((item) => item.checked)?.label;
    };
    await start();
    expect([fake.nativeTheme.themeSource, checked()]).toEqual(['system', 'As the system']);
    click('View', 'Theme', 'Dark');
    expect(window().sent).toEqual([[channels.command, 'colours.dark']]);
    await fake.ask(channels.colours, 'dark');
    expect([fake.nativeTheme.themeSource, checked()]).toEqual(['dark', 'Dark']);
    await expect(fake.ask(channels.colours, 'mauve')).rejects.toThrow();
    await quit();
    fake = electron.current = fakeElectron();
    await start();
    expect([fake.nativeTheme.themeSource, checked()]).toEqual(['dark', 'Dark']);
  });

  test('opens an experiment that is chosen', async () => {
    await start();
    await fake.ask(channels.ready, null);
    fake.dialog.showOpenDialog.mockResolvedValueOnce({ filePaths: [experiment('c.json')] });
    click('File', 'Open experiment');
    await vi.waitFor(() => expect(window().sent).toHaveLength(1));
  });
});

describe('a start that fails', () => {
  test.each([
    ['a folder that cannot be written', () => inFile(), /a file/],
    [
      'a folder in place of the store',
      () => {
        mkdirSync(store('folder.sqlite'));
        return store('folder.sqlite');
      },
      /The store .*folder\.sqlite .*Another store can be chosen/s,
    ],
  ])('%s is said in a window that lets another store be chosen', async (_name, asked, detail) => {
    fake.dialog.showSaveDialog.mockResolvedValueOnce({ filePath: store('better.sqlite') });
    await start({ asked: asked() });
    const [shown] = fake.dialog.showMessageBox.mock.lastCall as unknown as [
      { message: string; detail: string },
    ];
    expect(shown.detail).toMatch(detail);
    expect(await result('lab.describe')).toMatchObject({ store: { file: store('better.sqlite') } });
  });

  test('quits where no other store is chosen', async () => {
    fake.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
    await start({ asked: inFile() });
    expect(FakeWindow.last).toBeNull();
    expect(fake.app.quits).toBe(1);
    expect(existsSync(store())).toBe(false);
  });
});
