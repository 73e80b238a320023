import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { activeStatuses, type Run } from '../../../app/run/run.ts';
import type { SeriesWindow } from '../../../app/series/chunk.ts';
import { forkEngine } from '../../../main/lab/engine-process.ts';
import { LocalLab } from '../../../main/lab/lab.ts';
import { Store } from '../../../main/store/store.ts';

/** A run by lab, engine process and store, as `ravine run` makes it. */
export interface LabRun {
  readonly run: Run;
  /** From the engine ready with data and programs to the end stored. */
  readonly seconds: number;
  /** The same from the wish: with the start of a process and its libraries. */
  readonly fromWish: number;
  /** Most memory the engine's process ever held, bytes. */
  readonly peakMemory: number;
  readonly sharpness: SeriesWindow;
}

/** Runs an experiment to its end in a store that is then thrown away. @throws Error if it does not come to its last step */
export async function runInLab(experiment: Experiment): Promise<LabRun> {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-bench-'));
  const store = Store.open(join(folder, 'store.sqlite'), { appVersion: 'bench' });
  const lab = new LocalLab({ store, engines: 1, startEngine: forkEngine(engine) });
  process.env[PEAK_FILE] = join(folder, 'peak');
  try {
    const wished = performance.now();
    const ended = new Promise<void>((resolve) => {
      lab.subscribe((event) => {
        if (event.type === 'run' && !activeStatuses.includes(event.run.status)) resolve();
      });
    });
    const { ids } = await lab.call('runs.start', { experiments: [experiment] });
    await ended;
    const fromWish = (performance.now() - wished) / 1000;
    await lab.close(); // the engine's process is gone
    const run = store.getRun(ids[0]!)!;
    if (run.status !== 'finished') throw new Error(`The run ${run.status}: ${run.problem?.message ?? ''}`);
    return {
      run,
      seconds: (Date.parse(run.endedAt!) - Date.parse(run.startedAt!)) / 1000,
      fromWish,
      peakMemory: 1024 * Number(readFileSync(join(folder, 'peak'), 'utf8')),
      sharpness: store.readSeries(run.id, 'sharpness'),
    };
  } finally {
    await lab.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const engine = join(import.meta.dirname, 'engine.ts');
const PEAK_FILE = 'RAVINE_BENCH_PEAK_FILE';
