import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Run } from '../../../app/run/run.ts';
import type { SeriesChunk } from '../../../app/series/chunk.ts';
import { experiment } from './experiment.ts';
import { Store } from '../../../main/store/store.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-store-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a file that goes with the test. */
export function temporaryStore(file = join(temporaryFolder(), 'store.sqlite')): Store {
  const store = Store.open(file, { appVersion: '1.2.3' });
  onTestFinished(() => store.close());
  return store;
}

export const newRun = { name: 'bounce', experiment, hash: 'hash', startHash: 'start' };

/** A store with one run in it. */
export function storeWithRun(): { store: Store; run: Run } {
  const store = temporaryStore();
  return { store, run: store.createRun(newRun) };
}

/** Values at every step from `first` on. */
export function everyStep(name: string, first: number, values: Iterable<number>): SeriesChunk {
  const array = Float64Array.from(values);
  return { name, steps: { kind: 'regular', first, stride: 1, count: array.length }, values: array };
}
