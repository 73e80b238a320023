import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { channels } from '../../../app/contract/desktop.ts';
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
    'protocol',
    'screen',
    'session',
    'shell',
    'utilityProcess',
  ];
  const module = {};
  for (const name of names)
    Object.defineProperty(module, name, { enumerable: true, get: () => electron.current[name as 'app'] });
  return module;
});
/** The program is loaded anew for each test, which takes a while on a busy machine. */
const patient = 20_000;

let folder: string;
let fake: ReturnType<typeof fakeElectron>;
const file = (name: string): string => {
  writeFileSync(join(folder, name), '{}');
  return join(folder, name);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-main-'));
  fake = electron.current = fakeElectron();
  fake.app.userData = join(folder, 'user');
  FakeWindow.last = null;
  vi.resetModules();
  vi.stubEnv('RAVINE_STORE', join(folder, 'lab.sqlite'));
});
afterEach(async () => {
  if (FakeWindow.last) {
    fake.app.quit();
    await vi.waitFor(() => expect(fake.app.quits).toBe(1), 10_000);
  }
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Evaluates the main module to its end, which Electron waits for before it is ready. */
async function load(argv: readonly string[] = ['ravine']): Promise<void> {
  const before = process.argv;
  process.argv = [...argv];
  try {
    await import('../../../main/desktop/main.ts');
  } finally {
    process.argv = before;
  }
}

async function start(argv?: readonly string[]): Promise<void> {
  await load(argv);
  fake.app.becomeReady();
  await vi.waitFor(() => expect(FakeWindow.last ?? fake.app.exit.mock.lastCall).toBeTruthy(), patient);
}

test('sandbox and scheme are set before Electron is ready; then the pages are served and the window opens', async () => {
  await load();
  expect(fake.app.enableSandbox).toHaveBeenCalled();
  expect(fake.protocol.registerSchemesAsPrivileged.mock.lastCall).toEqual([
    [{ scheme: 'ravine', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
  ]);
  expect([fake.protocol.handle.mock.calls.length, FakeWindow.last]).toEqual([0, null]);
  fake.app.becomeReady();
  await vi.waitFor(() => expect(FakeWindow.last).not.toBeNull(), patient);
  expect(fake.app.setAppUserModelId).toHaveBeenCalledWith('org.ravine.lab');
  expect(fake.app.setAboutPanelOptions).toHaveBeenCalledWith({
    applicationName: 'Ravine',
    applicationVersion: '0.0.0',
  });
  expect(fake.protocol.handle.mock.lastCall?.[0]).toBe('ravine');
  expect(fake.session.defaultSession.webRequest.onBeforeRequest).toHaveBeenCalled();
  expect(FakeWindow.last!.loadURL).toHaveBeenCalledWith('ravine://lab/');
});

test('files of the command line, of the system before it is ready, and of a second start are opened', async () => {
  await load(['ravine', '--flag', file('a.json')]);
  fake.app.emit('open-file', { preventDefault: () => undefined }, file('b.json'));
  fake.app.becomeReady();
  await vi.waitFor(() => expect(FakeWindow.last).not.toBeNull(), patient);
  await fake.ask(channels.ready, null);
  file('c.json');
  fake.app.emit('second-instance', {}, ['ravine', '--flag', 'c.json'], folder); // named from where it was started
  const names = FakeWindow.last!.sent.map(([, message]) => (message as { name: string }).name);
  expect(names).toEqual(['a.json', 'b.json', 'c.json']);
  expect(FakeWindow.last!.focus).toHaveBeenCalled();
});

test('in a checkout the folder that Electron was given is no file to open', async () => {
  fake.app.isPackaged = false;
  await start(['electron', '--remote-debugging-port=0', folder, file('a.json')]);
  await fake.ask(channels.ready, null);
  expect(FakeWindow.last!.sent.map(([, message]) => (message as { name: string }).name)).toEqual(['a.json']);
  expect(fake.dialog.showMessageBox).not.toHaveBeenCalled();
});

test('a second start opens nothing itself', async () => {
  fake.app.isFirst = false;
  await load();
  fake.app.becomeReady();
  expect([fake.app.quits, FakeWindow.last, fake.protocol.handle.mock.calls.length]).toEqual([1, null, 0]);
});

test('closing the last window ends the application, but on a Mac', async () => {
  await start();
  const quit = vi.spyOn(fake.app, 'quit').mockImplementation(() => undefined);
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  fake.app.emit('window-all-closed');
  expect(quit).not.toHaveBeenCalled();
  Object.defineProperty(process, 'platform', { value: 'linux' });
  fake.app.emit('window-all-closed');
  expect(quit).toHaveBeenCalledOnce();
  Object.defineProperty(process, 'platform', { value: platform });
  quit.mockRestore();
});

test('a part that is missing is said in a box, and the application ends', async () => {
  fake.ipcMain.handle = () => {
    throw Object.assign(new Error('better_sqlite3.node: invalid ELF header'), { code: 'ERR_DLOPEN_FAILED' });
  };
  await start();
  expect(fake.dialog.showErrorBox).toHaveBeenCalledOnce();
  expect(fake.dialog.showErrorBox.mock.lastCall?.join(' ')).toMatch(
    /invalid ELF header[^]*Install Ravine again/,
  );
  expect(fake.app.exit).toHaveBeenCalledWith(1);
  expect(FakeWindow.last).toBeNull();
});
