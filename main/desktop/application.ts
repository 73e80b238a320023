import { app, dialog, ipcMain, Menu, nativeTheme, shell } from 'electron';
import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Bookmark } from '../../app/contract/bookmark.ts';
import { Colours } from '../../app/contract/colours.ts';
import { channels, type OpenedExperiment } from '../../app/contract/desktop.ts';
import { activeStatuses } from '../../app/run/run.ts';
import { answer } from '../lab/answer.ts';
import { watchRuns } from './attention.ts';
import { ElectronDesktop } from './electron-desktop.ts';
import { describeFailure } from './failure.ts';
import { handle } from './ipc.ts';
import { menuOf } from './menu.ts';
import { openLab, type OpenLab } from './open-lab.ts';
import { openFile } from './opened-file.ts';
import { readSettings, withRecent, writeSettings, type Settings } from './settings.ts';
import { openWindow, placeOf } from './window.ts';

const storeFilter = { name: 'Labs', extensions: ['sqlite'] };
const experimentFilter = { name: 'Experiments', extensions: ['ravine', 'json'] };

/** The desktop application once Electron is ready: one window over one lab at a time. */
export class Application {
  readonly #settingsFile: string;
  readonly #licences: string;
  #settings: Settings;
  #window: BrowserWindow | null = null;
  #open: OpenLab | null = null;
  #unwatch: () => void = () => undefined;
  /** Experiments to be edited, until the page listens. */
  #waiting: OpenedExperiment[] = [];
  /** Of the open lab, for the menu. */
  #bookmarks: readonly Bookmark[] = [];
  #pageListens = false;
  /** Whether the user agreed to quit, or nothing stands against it. */
  #leaving = false;
  #question: Promise<boolean> | null = null;

  constructor({ userData, licences }: { readonly userData: string; readonly licences: string }) {
    this.#settingsFile = join(userData, 'desktop.json');
    this.#licences = licences;
    this.#settings = readSettings(this.#settingsFile);
    handle(ipcMain, channels.call, v.strictObject({ method: v.string(), params: v.unknown() }), (question) =>
      this.#open
        ? answer(this.#open.lab, question)
        : { problems: [{ code: 'closed', message: 'No lab is open.' }] },
    );
    handle(ipcMain, channels.ready, v.null(), () => this.#hear());
    handle(ipcMain, channels.open, v.string(), (path) => this.openFiles([path]));
    handle(ipcMain, channels.colours, Colours, (colours) => this.#setColours(colours));
    nativeTheme.themeSource = this.#settings.colours ?? 'system';
    app.on('before-quit', (event) => this.#beforeQuit(event));
    app.on('activate', () => this.#show());
  }

  /**
   * Opens the lab and the window.
   * @param asked a store that the user's environment names, null for none
   * @param usual the store of a user who opened none before
   * @param files to be opened: stores and experiments
   */
  async start({
    asked,
    usual,
    files,
  }: {
    asked: string | null;
    usual: string;
    files: readonly string[];
  }): Promise<void> {
    const opened = files.map(openFile);
    const named = opened.flatMap((one) => ('store' in one ? [one.store] : [])).at(-1);
    const last = this.#settings.recent.find((file) => existsSync(file));
    if (!(await this.#openStore(named ?? asked ?? last ?? usual))) {
      this.#leaving = true;
      return app.quit();
    }
    this.#show();
    this.#take(opened.filter((one) => !('store' in one)));
  }

  /** Opens files while the application runs: from a second start, the system, a drop. */
  openFiles(files: readonly string[]): void {
    this.#show();
    this.#take(files.map(openFile));
  }

  #take(opened: readonly ReturnType<typeof openFile>[]): void {
    for (const one of opened) {
      if ('store' in one) void this.#change(one.store);
      else if ('experiment' in one) this.#edit(one.experiment);
      else void this.#say({ type: 'warning', message: 'The file was not opened.', detail: one.problem });
    }
  }

  /** Hands an experiment to the page, or keeps it until the page listens. */
  #edit(experiment: OpenedExperiment): void {
    if (this.#pageListens) this.#window?.webContents.send(channels.experiment, experiment);
    else this.#waiting.push(experiment);
  }

  #hear(): void {
    this.#pageListens = true;
    for (const experiment of this.#waiting.splice(0)) this.#edit(experiment);
  }

  /** Goes over to the lab of another store, where nothing stands against leaving this one. */
  async #change(file: string): Promise<void> {
    if (this.#open?.file === file || !(await this.#mayLeave('Open the other lab'))) return;
    await this.#closeLab();
    if (!(await this.#openStore(file))) return app.quit();
    this.#window?.webContents.reload();
  }

  /** Opens the lab of a store; where that fails, says why and lets another be chosen. @returns false where none was */
  async #openStore(file: string): Promise<boolean> {
    try {
      this.#open = openLab(file);
    } catch (error) {
      const { message, detail, otherStore } = describeFailure(error);
      const buttons = otherStore ? ['Choose another store…', 'Quit'] : ['Quit'];
      const { response } = await dialog.showMessageBox({
        ...{ type: 'error', title: 'Ravine', message, detail, buttons },
        cancelId: buttons.length - 1,
      });
      const other = response === buttons.length - 1 ? null : await this.#chooseNewStore();
      return other !== null && this.#openStore(other);
    }
    this.#settings = withRecent(this.#settings, file);
    writeSettings(this.#settingsFile, this.#settings);
    this.#listen(this.#open);
    this.#bookmarks = await this.#open.lab.call('bookmarks.list', {});
    this.#setMenu();
    return true;
  }

  #listen({ lab }: OpenLab): void {
    const end = lab.subscribe((event) => {
      this.#window?.webContents.send(channels.event, event);
      if (event.type !== 'bookmarks') return;
      this.#bookmarks = event.bookmarks;
      this.#setMenu();
    });
    const watched = watchRuns(lab, new ElectronDesktop(() => this.#window));
    this.#unwatch = () => {
      end();
      watched();
    };
  }

  async #closeLab(): Promise<void> {
    this.#unwatch();
    await this.#open?.close();
    this.#open = null;
  }

  #show(): void {
    if (this.#open === null) return;
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.focus();
      return;
    }
    const window = openWindow(this.#settings.window);
    this.#window = window;
    window.webContents.on('did-start-loading', () => (this.#pageListens = false));
    window.webContents.on('render-process-gone', (_event, { reason }) => void this.#lostPage(window, reason));
    window.on('close', (event) => {
      this.#settings = { ...this.#settings, window: placeOf(window) };
      writeSettings(this.#settingsFile, this.#settings);
      if (this.#leaving || process.platform === 'darwin') return;
      event.preventDefault(); // so that "Cancel" finds the window there
      app.quit();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#pageListens = false;
    });
  }

  async #lostPage(window: BrowserWindow, reason: string): Promise<void> {
    if (reason === 'clean-exit') return;
    await this.#say({
      type: 'warning',
      message: 'The window’s page ended.',
      detail: 'Runs go on. It is opened anew.',
    });
    this.#pageListens = false;
    window.webContents.reload();
  }

  #beforeQuit(event: { preventDefault: () => void }): void {
    if (this.#leaving) return;
    event.preventDefault();
    void this.#mayLeave('Quit').then(async (may) => {
      if (!may) return;
      this.#leaving = true;
      await this.#closeLab().catch(() => undefined); // what it holds is in the store
      app.quit();
    });
  }

  /** Asks, where runs have not ended; a second time while it asks is the same question. */
  #mayLeave(action: string): Promise<boolean> {
    this.#question ??= this.#askToLeave(action).finally(() => (this.#question = null));
    return this.#question;
  }

  async #askToLeave(action: string): Promise<boolean> {
    const runs = (await this.#open?.lab.call('runs.list', {})) ?? [];
    const active = runs.filter(({ status }) => activeStatuses.includes(status)).length;
    if (active === 0) return true;
    const response = await this.#say({
      type: 'question',
      message: active === 1 ? 'A run has not ended.' : `${active} runs have not ended.`,
      detail: 'They keep a checkpoint and can be resumed from it.',
      buttons: [action, 'Cancel'],
      cancelId: 1,
    });
    return response === 0;
  }

  async #say(message: MessageBoxOptions): Promise<number> {
    const options = { title: 'Ravine', ...message };
    const shown = this.#window
      ? dialog.showMessageBox(this.#window, options)
      : dialog.showMessageBox(options);
    return (await shown).response;
  }

  /** For the frame of the window, its boxes, and before the page is there. */
  #setColours(colours: Colours): void {
    nativeTheme.themeSource = colours;
    if (colours === (this.#settings.colours ?? 'system')) return;
    this.#settings = { ...this.#settings, colours };
    writeSettings(this.#settingsFile, this.#settings);
    this.#setMenu();
  }

  #setMenu(): void {
    const template = menuOf({
      platform: process.platform,
      recent: this.#settings.recent,
      bookmarks: this.#bookmarks,
      colours: this.#settings.colours ?? 'system',
      openExperiment: () => void this.#chooseFiles(experimentFilter),
      openStore: () => void this.#chooseFiles(storeFilter),
      newStore: () =>
        void this.#chooseNewStore().then((file) => (file === null ? undefined : this.#change(file))),
      openRecent: (file) => this.openFiles([file]),
      showStore: () => this.#open && shell.showItemInFolder(this.#open.file),
      showLicences: () => void shell.openPath(this.#licences),
      command: (id) => this.#window?.webContents.send(channels.command, id),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async #chooseFiles(filter: typeof storeFilter): Promise<void> {
    const options = { properties: ['openFile' as const], filters: [filter] };
    const { filePaths } = await (this.#window
      ? dialog.showOpenDialog(this.#window, options)
      : dialog.showOpenDialog(options));
    if (filePaths.length > 0) this.openFiles(filePaths);
  }

  /** A file for a lab, new or there. */
  async #chooseNewStore(): Promise<string | null> {
    const { filePath } = await dialog.showSaveDialog({
      title: 'The file of the lab',
      defaultPath: 'lab.sqlite',
      filters: [storeFilter],
    });
    return filePath || null;
  }
}
