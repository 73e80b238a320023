import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { completeSummary } from '../../../app/run/summary.ts';
import type { SeriesChunk } from '../../../app/series/chunk.ts';
import { openHost, type Host } from '../../../main/host/host.ts';
import type { StartEngine } from '../../../main/lab/engine-process.ts';
import { LocalLab } from '../../../main/lab/lab.ts';
import { Store } from '../../../main/store/store.ts';
import { experiment } from '../../main/store/experiment.ts';

const noEngine: StartEngine = () => {
  throw new Error('This bench starts no run.');
};

/** The lab with its web host in this process, over a store of its own in a folder that goes with it. */
export class BenchLab {
  readonly store: Store;
  readonly lab: LocalLab;
  readonly host: Host;
  readonly #folder: string;

  private constructor(folder: string, store: Store, lab: LocalLab, host: Host) {
    this.#folder = folder;
    this.store = store;
    this.lab = lab;
    this.host = host;
  }

  /** @param fill puts into the store what the bench is about, before the lab opens */
  static async open(fill: (store: Store) => void, startEngine: StartEngine = noEngine): Promise<BenchLab> {
    const folder = await mkdtemp(join(tmpdir(), 'ravine-bench-'));
    const store = Store.open(join(folder, 'lab.sqlite'), { appVersion: 'bench' });
    fill(store);
    const lab = new LocalLab({ store, engines: 8, startEngine });
    return new BenchLab(folder, store, lab, await openHost({ lab, port: 0 }));
  }

  async close(): Promise<void> {
    await this.host.close();
    await this.lab.close();
    this.store.close();
    await rm(this.#folder, { recursive: true });
  }
}

/** GD where `index` is even, else SAM, each with a step size of its own. */
export function experimentOf(index: number): Experiment {
  const stepSize = 0.01 * (1 + index);
  return index % 2 === 0
    ? { ...experiment, optimizer: { kind: 'gd', stepSize, momentum: 0, batch: 'full' } }
    : { ...experiment, optimizer: { ...experiment.optimizer, stepSize } };
}

/** A run that finished, with what was recorded of it. */
export function addFinished(
  store: Store,
  index: number,
  chunks: readonly SeriesChunk[],
  steps: number,
): string {
  const { id } = store.createRun({
    ...{ name: `run ${index}`, experiment: experimentOf(index), hash: `${index}`, startHash: 'start' },
  });
  if (chunks.length > 0) store.append(id, chunks, { step: steps, seconds: 1 });
  store.updateRun(id, {
    status: 'finished',
    step: steps,
    summary: completeSummary({ finalLoss: 1 / (1 + index), finalSharpness: 40 - (index % 37) }),
  });
  return id;
}

/** An oscillation of period two under a slow swell, of a run's own phase. */
export function oscillation(index: number, count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, step) => (step % 2 === 0 ? 1 : -1) * (1 + 0.5 * Math.sin(step / 700 + index)),
  );
}

/** Values at every step from `first` on. */
export function everyStep(name: string, values: Float64Array, first = 0): SeriesChunk {
  return { name, steps: { kind: 'regular', first, stride: 1, count: values.length }, values };
}
