import type { SeriesChunk } from '../series/chunk.ts';
import type { Checkpoint, NamedArray } from './checkpoint.ts';
import type { Run, RunEvent } from './run.ts';

/** A run with all that was recorded of it, wherever it lies: in a store, or in a file that was read. Exports read it, import takes it. */
export interface RecordedRun {
  readonly run: Run;
  /** Names of its series, in `seriesOrder`. */
  readonly series: readonly string[];
  /** Points of one series in rising order of step, full length; may be walked more than once. Unknown names have none. */
  chunks(name: string): Iterable<SeriesChunk>;
  /** Arrays kept with it: `start/layer0.weight`, `checkpoint/1000/layer0.weight`, `data/inputs`, `eigenvectors`, … */
  arrays(): Iterable<NamedArray>;
  /** Oldest first. */
  checkpoints(): Iterable<Checkpoint>;
  events(): readonly RunEvent[];
}
