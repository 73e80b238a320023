import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';
import * as v from 'valibot';
import { channels, type DesktopFront } from '../../../app/contract/desktop.ts';
import { handle } from '../../../main/desktop/ipc.ts';
import { answer } from '../../../main/lab/answer.ts';
import { DesktopBridge } from '../../../renderer/bridge/desktop.ts';
import { openFakeLab } from '../../contract/fake-lab.ts';
import { contractSuite } from '../../contract/suite.ts';
import { fakeElectron, fakeFork } from './fake-electron.ts';
import { utilityEngine } from '../../../main/desktop/engine.ts';

const { electron, renderer, exposed } = vi.hoisted(() => {
  const exposedFront: { current: unknown } = { current: null };
  return {
    electron: { current: null as ReturnType<typeof import('./fake-electron.ts').fakeElectron> | null },
    renderer: { current: null as EventEmitter | null },
    exposed: exposedFront,
  };
});

// The preload's side of Electron: what is sent crosses by structured clone, as between processes.
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (_name: string, front: unknown) => (exposed.current = front) },
  ipcRenderer: {
    invoke: async (channel: string, message: unknown) =>
      structuredClone(await electron.current?.ask(channel, message)),
    on: (channel: string, listener: () => void) => renderer.current?.on(channel, listener),
    off: (channel: string, listener: () => void) => renderer.current?.off(channel, listener),
  },
  webUtils: { getPathForFile: () => '' },
}));

contractSuite('Electron’s messages, the preload and utility processes', async () => {
  const engine = join(import.meta.dirname, '../lab/fake-engine.ts');
  const { lab, close } = await openFakeLab(utilityEngine(fakeFork as never, engine));
  const fake = fakeElectron();
  electron.current = fake;
  renderer.current = new EventEmitter();
  const question = v.strictObject({ method: v.string(), params: v.unknown() });
  handle(fake.ipcMain as never, channels.call, question, (asked) => answer(lab, asked));
  lab.subscribe((event) => renderer.current?.emit(channels.event, {}, structuredClone(event)));
  await import('../../../main/desktop/preload.ts');
  return { lab: new DesktopBridge(exposed.current as DesktopFront), close };
});
