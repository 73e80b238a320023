import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkEngine } from '../../main/lab/engine-process.ts';
import { LocalLab } from '../../main/lab/lab.ts';
import { Store } from '../../main/store/store.ts';

/** A lab over a new store whose engines follow the scripts of fake-engine.ts. */
export async function openFakeLab(
  startEngine = forkEngine(join(import.meta.dirname, '../main/lab/fake-engine.ts')),
): Promise<{
  readonly lab: LocalLab;
  readonly close: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'ravine-contract-'));
  const store = Store.open(join(folder, 'lab.sqlite'), { appVersion: '0.0.0' });
  const lab = new LocalLab({ store, startEngine });
  return {
    lab,
    close: async () => {
      await lab.close();
      store.close();
      await rm(folder, { recursive: true });
    },
  };
}
