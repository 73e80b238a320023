import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { channels, DesktopFront } from '../../app/contract/desktop.ts';

// Runs in the window's sandbox, before the page and apart from it. It is built to one CommonJS file that requires nothing but electron: of the program it
// may import types only, so the channels stand here once more, held to those of app/contract/desktop.ts by their type.

const channel: typeof channels = {
  call: 'ravine:call',
  ready: 'ravine:ready',
  open: 'ravine:open',
  colours: 'ravine:colours',
  event: 'ravine:event',
  command: 'ravine:command',
  experiment: 'ravine:experiment',
};

/** Tells a listener what comes on a channel, without Electron's event: that would hand the page the channel itself. */
function listen<T>(name: string, listener: (value: T) => void): () => void {
  const hear = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(name, hear);
  return () => {
    ipcRenderer.off(name, hear);
  };
}

const front: DesktopFront = {
  call: (method, params) =>
    ipcRenderer.invoke(channel.call, { method, params }) as ReturnType<DesktopFront['call']>,
  onEvent: (listener) => listen(channel.event, listener),
  onCommand: (listener) => listen(channel.command, listener),
  onExperiment: (listener) => {
    const end = listen(channel.experiment, listener);
    void ipcRenderer.invoke(channel.ready, null);
    return end;
  },
  open: (file) => void ipcRenderer.invoke(channel.open, webUtils.getPathForFile(file as File)),
  setColours: (colours) => void ipcRenderer.invoke(channel.colours, colours),
};

contextBridge.exposeInMainWorld('ravine', front);
