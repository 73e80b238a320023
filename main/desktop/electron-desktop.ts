import { Notification, powerSaveBlocker } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Desktop } from './attention.ts';

/** Task bar, sleep and notifications of the system. */
export class ElectronDesktop implements Desktop {
  readonly #window: () => BrowserWindow | null;
  #blocker: number | null = null;

  /** @param window the application's, while it has one */
  constructor(window: () => BrowserWindow | null) {
    this.#window = window;
  }

  progress(share: number | null): void {
    this.#window()?.setProgressBar(share ?? -1);
  }

  awake(needed: boolean): void {
    if (needed === (this.#blocker !== null)) return;
    if (this.#blocker !== null) powerSaveBlocker.stop(this.#blocker);
    this.#blocker = needed ? powerSaveBlocker.start('prevent-app-suspension') : null;
  }

  seen(): boolean {
    return this.#window()?.isFocused() ?? false;
  }

  notify(title: string, body: string): void {
    if (Notification.isSupported()) new Notification({ title, body }).show();
  }
}
