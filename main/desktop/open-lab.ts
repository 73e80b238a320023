import { utilityProcess } from 'electron';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { appVersion } from '../app-version.ts';
import { engineMain, LocalLab } from '../lab/lab.ts';
import { Store } from '../store/store.ts';
import { utilityEngine } from './engine.ts';

/** A lab that is open in the application. */
export interface OpenLab {
  readonly file: string;
  readonly lab: LocalLab;
  /** Runs keep a checkpoint and are interrupted. */
  close(): Promise<void>;
}

/** Opens the lab of a store file, which is made where there is none. @throws StoreError, or the system's error */
export function openLab(file: string): OpenLab {
  mkdirSync(dirname(file), { recursive: true });
  const store = Store.open(file, { appVersion: appVersion() });
  const lab = new LocalLab({
    store,
    startEngine: utilityEngine((...of) => utilityProcess.fork(...of), engineMain),
  });
  return {
    file,
    lab,
    close: async () => {
      await lab.close();
      store.close();
    },
  };
}
