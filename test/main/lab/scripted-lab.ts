import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Run } from '../../../app/run/run.ts';
import { forkEngine } from '../../../main/lab/engine-process.ts';
import type { EngineProcess } from '../../../main/lab/engine-process.ts';
import { LocalLab } from '../../../main/lab/lab.ts';
import type { LabOptions } from '../../../main/lab/lab.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from './experiments.ts';
import { whenRun } from './when-run.ts';

const fork = forkEngine(join(import.meta.dirname, 'fake-engine.ts'));

/** A lab whose engines follow scripts (fake-engine.ts), on a store of its own, and every engine process counted. */
export class ScriptedLab {
  folder!: string;
  store!: Store;
  lab!: LocalLab;
  /** Engine processes that were started and have not been seen to exit. */
  readonly engines = new Set<EngineProcess>();
  /** How many were started. */
  started = 0;

  /** A new one for each test of a file; after it no engine is left. */
  static forEachTest(): ScriptedLab {
    const scripted = new ScriptedLab();
    beforeEach(async () => {
      scripted.folder = await mkdtemp(join(tmpdir(), 'ravine-lab-'));
      scripted.store = Store.open(join(scripted.folder, 'lab.sqlite'), { appVersion: '0.0.0' });
      scripted.engines.clear();
      scripted.started = 0;
      scripted.lab = scripted.open();
    });
    afterEach(async () => {
      await scripted.lab.close();
      expect(scripted.engines.size).toBe(0);
      scripted.store.close();
      await rm(scripted.folder, { recursive: true });
    });
    return scripted;
  }

  /** Another lab on the store, for the caller to close. */
  open(options: Partial<LabOptions> = {}): LocalLab {
    return new LocalLab({
      store: this.store,
      startEngine: (listener) => {
        this.started++;
        const engine: EngineProcess = fork({
          message: (message) => listener.message(message),
          exit: (exit) => {
            this.engines.delete(engine);
            listener.exit(exit);
          },
        });
        this.engines.add(engine);
        return engine;
      },
      ...options,
    });
  }

  /** Closes the lab and opens another in its place. */
  async reopen(options: Partial<LabOptions> = {}): Promise<void> {
    await this.lab.close();
    this.lab = this.open(options);
  }

  async start(...scripts: string[]): Promise<string[]> {
    return [...(await this.lab.call('runs.start', { experiments: scripts.map(scripted) })).ids];
  }

  /** The run once it satisfies a condition; told by the lab's events. */
  until(id: string, condition: (run: Run) => boolean, from: LocalLab = this.lab): Promise<Run> {
    return whenRun({ lab: from, store: this.store }, id, condition);
  }
}

/** A condition of `until`. */
export const has =
  (status: Run['status']) =>
  (run: Run): boolean =>
    run.status === status;
