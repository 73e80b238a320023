import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Run } from '../../app/run/run.ts';
import { LocalLab } from '../../main/lab/lab.ts';
import { Store } from '../../main/store/store.ts';
import { whenRun } from '../main/lab/when-run.ts';

/** A lab with its real engines, on a store of its own. */
export class RealLab {
  store!: Store;
  lab!: LocalLab;

  /** A new one for each test of a file. */
  static forEachTest(): RealLab {
    const on = new RealLab();
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ravine-engines-'));
      on.store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
      on.lab = new LocalLab({ store: on.store });
    });
    afterEach(async () => {
      await on.lab.close();
      on.store.close();
      await rm(folder, { recursive: true });
    });
    return on;
  }

  async start(experiment: Readonly<Record<string, unknown>>): Promise<string> {
    const { ids } = await this.lab.call('runs.start', { experiments: [experiment] });
    return ids[0] ?? '';
  }

  /** The run once it satisfies a condition; told by the lab's events. */
  until(id: string, condition: (run: Run) => boolean): Promise<Run> {
    return whenRun(this, id, condition);
  }
}
