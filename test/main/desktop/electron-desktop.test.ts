import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { ElectronDesktop } from '../../../main/desktop/electron-desktop.ts';
import { fakeElectron, FakeWindow } from './fake-electron.ts';

const electron = vi.hoisted(() => ({ current: null as unknown as ReturnType<typeof fakeElectron> }));
vi.mock('electron', () => ({
  get Notification() {
    return electron.current.Notification;
  },
  get powerSaveBlocker() {
    return electron.current.powerSaveBlocker;
  },
}));
let window: FakeWindow | null;
let desktop: ElectronDesktop;

beforeEach(() => {
  electron.current = fakeElectron();
  window = new FakeWindow({ webPreferences: {}, width: 800 });
  desktop = new ElectronDesktop(() => window as unknown as BrowserWindow | null);
});

test('progress stands on the window while there is some', () => {
  desktop.progress(0.25);
  expect(window?.progress).toBe(0.25);
  desktop.progress(null);
  expect(window?.progress).toBe(-1); // Electron's for none
});

test('the machine is kept awake by one block at a time, which is lifted', () => {
  const { start, stop } = electron.current.powerSaveBlocker;
  desktop.awake(false);
  expect(stop).not.toHaveBeenCalled();
  desktop.awake(true);
  desktop.awake(true);
  expect(start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
  desktop.awake(false);
  desktop.awake(false);
  expect(stop).toHaveBeenCalledExactlyOnceWith(7); // what `start` had given
  desktop.awake(true);
  expect(start).toHaveBeenCalledTimes(2);
});

test('notices are shown where the system shows some', () => {
  desktop.notify('T5 finished', 'After 10 steps.');
  electron.current.Notification.isSupported = () => false;
  desktop.notify('T6 finished', 'After 10 steps.');
  expect(electron.current.notified).toEqual([{ title: 'T5 finished', body: 'After 10 steps.' }]);
});

test('a window is seen while it has the focus; without one nothing is', () => {
  expect(desktop.seen()).toBe(true);
  window!.focused = false;
  expect(desktop.seen()).toBe(false);
  window = null;
  expect(desktop.seen()).toBe(false);
  desktop.progress(0.5); // on a Mac the application goes on without a window
});
