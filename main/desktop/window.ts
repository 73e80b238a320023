import { BrowserWindow, screen } from 'electron';
import type { Rectangle } from 'electron';
import { join } from 'node:path';
import { START_PAGE } from './pages.ts';
import type { Settings } from './settings.ts';

const usualSize = { width: 1440, height: 900 };
const VISIBLE = 80; // pixels of a window that must lie on a screen for it to be found there

/** Opens the application's window where it was last, on a screen that is there. */
export function openWindow(settings: Settings['window']): BrowserWindow {
  const bounds = settings && isVisible(settings) ? boundsOf(settings) : usualSize;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 480,
    minHeight: 360,
    title: 'Ravine',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (settings?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(START_PAGE);
  return window;
}

/** Where a window is, to be opened there again. */
export function placeOf(window: Pick<BrowserWindow, 'getNormalBounds' | 'isMaximized'>): Settings['window'] {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

function boundsOf({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
}

function isVisible({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const overlap = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    return overlap >= VISIBLE && y >= area.y && y <= area.y + area.height - VISIBLE;
  });
}
