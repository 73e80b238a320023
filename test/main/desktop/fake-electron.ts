import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { vi } from 'vitest';

// What the desktop's main process uses of Electron, remembered instead of done; utility processes are real processes of Node.

type Handler = (event: unknown, message: unknown) => unknown;

/** A frame of the application's own pages, the only one that is heard. */
export const ownFrame = { url: 'ravine://lab/index.html', parent: null };

export class FakeWindow extends EventEmitter {
  static last: FakeWindow | null = null;
  readonly options: { readonly webPreferences: Record<string, unknown>; readonly width: number };
  readonly sent: (readonly [channel: string, message: unknown])[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    send: (channel: string, message: unknown) => void this.sent.push([channel, structuredClone(message)]),
    reload: vi.fn(),
  });
  progress = -1;
  focused = true;

  constructor(options: FakeWindow['options']) {
    super();
    this.options = options;
    FakeWindow.last = this;
  }
  loadURL = vi.fn(() => Promise.resolve());
  show = vi.fn();
  focus = vi.fn();
  restore = vi.fn();
  maximize = vi.fn();
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  isFocused = (): boolean => this.focused;
  getNormalBounds = () => ({ x: 10, y: 20, width: 800, height: 600 });
  setProgressBar = (share: number): void => void (this.progress = share);
  /** As the user does it: refused while a listener prevents it. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.emit('closed');
  }
}

/** `app`, whose `quit` asks its listeners as Electron's does. */
export class FakeApp extends EventEmitter {
  isPackaged = true;
  quits = 0;
  readonly enableSandbox = vi.fn();
  readonly setAboutPanelOptions = vi.fn();
  readonly exit = vi.fn();
  readonly setAppUserModelId = vi.fn();
  #becomeReady = (): void => undefined;
  readonly #ready = new Promise<void>((resolve) => (this.#becomeReady = resolve));
  isFirst = true;
  userData = 'nowhere';
  whenReady = () => this.#ready;
  /** As Electron does it, once the main module has been evaluated: a module that waits for it would wait for ever. */
  becomeReady = (): void => this.#becomeReady();
  requestSingleInstanceLock = () => this.isFirst;
  getPath = () => this.userData;
  getVersion = (): string => '0.0.0';
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.quits++;
  }
}

/** Node's processes as Electron's utility processes are: their messages come wrapped, and they speak through `process.parentPort`. */
export function fakeFork(file: string): EventEmitter & { readonly pid: number | undefined; kill(): boolean } {
  const child: ChildProcess = forkNode(file, [], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    execArgv: ['--import', new URL('utility-process.ts', import.meta.url).href],
  });
  const process = Object.assign(new EventEmitter(), {
    pid: child.pid,
    stdout: child.stdout ?? new PassThrough(),
    stderr: child.stderr ?? new PassThrough(),
    postMessage: (message: object) => void child.send(message, () => undefined),
    kill: () => child.kill(),
  });
  child.on('message', (message) => process.emit('message', message));
  child.on('close', (code, signal) => process.emit('exit', code ?? (signal ? 1 : 0)));
  return process;
}

interface Notice {
  readonly title: string;
  readonly body: string;
}

/** The module `electron` of one test. */
export function fakeElectron() {
  const handlers = new Map<string, Handler>();
  const notified: Notice[] = [];
  const app = new FakeApp();
  return {
    app,
    handlers,
    BrowserWindow: FakeWindow,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: vi.fn() },
    notified,
    nativeTheme: { themeSource: 'system' },
    Notification: Object.assign(
      class {
        readonly #told: Notice;
        constructor(told: Notice) {
          this.#told = told;
        }
        show = (): void => void notified.push(this.#told);
      },
      { isSupported: (): boolean => true },
    ),
    dialog: {
      showErrorBox: vi.fn(),
      showMessageBox: vi.fn((..._given: unknown[]) => Promise.resolve({ response: 0 })),
      showOpenDialog: vi.fn(() => Promise.resolve({ filePaths: [] as string[] })),
      showSaveDialog: vi.fn(() => Promise.resolve({ filePath: '' })),
    },
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        webRequest: { onBeforeRequest: vi.fn() },
      },
    },
    powerSaveBlocker: { start: vi.fn(() => 7), stop: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    shell: { openExternal: vi.fn(), openPath: vi.fn(), showItemInFolder: vi.fn() },
    utilityProcess: { fork: fakeFork },
    /** A message as a window sends it. */
    ask: (channel: string, message: unknown, senderFrame: unknown = ownFrame): Promise<unknown> =>
      Promise.resolve().then(() => handlers.get(channel)?.({ senderFrame }, structuredClone(message))),
  };
}
