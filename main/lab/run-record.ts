import type { Checkpoint, NamedArray } from '../../app/run/checkpoint.ts';
import type { Execution } from '../../app/run/execution.ts';
import type { Phase } from '../../app/run/phase.ts';
import type { Problem, Run, RunEvent, RunStatus, Summary } from '../../app/run/run.ts';
import { summarize } from '../../app/run/summary.ts';
import type { SeriesChunk, SeriesWindow } from '../../app/series/chunk.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from './feed.ts';

const SUMMARY_EVERY_MS = 3000;

/** How a run ended; step, seconds and costs where its engine said them. */
export interface RunEnd {
  readonly status: RunStatus;
  readonly problem: Problem | null;
  readonly step?: number;
  readonly seconds?: number;
  readonly costs?: Run['costs'];
}

/** What becomes of a run: stored, and told. */
export class RunRecord {
  readonly #store: Store;
  readonly #feed: Feed;
  readonly #id: string;
  #summaryDue = performance.now() + SUMMARY_EVERY_MS;

  constructor(store: Store, feed: Feed, id: string) {
    this.#store = store;
    this.#feed = feed;
    this.#id = id;
  }

  begin(status: 'running' | 'paused', execution: Execution): void {
    const startedAt = this.#store.getRun(this.#id)?.startedAt ?? new Date().toISOString();
    this.#update({ status, phase: null, execution, startedAt });
  }

  /** @param phase what it is busy with besides steps */
  status(status: 'running' | 'paused', phase: Phase | null): void {
    this.#update({ status, phase });
  }

  points(points: Pick<Run, 'step' | 'seconds'> & { readonly chunks: readonly SeriesChunk[] }): void {
    this.#store.append(this.#id, points.chunks, points);
    this.#summarize();
    this.#feed.points(this.#id, points.step);
    this.#feed.changed(this.#id);
  }

  arrays(arrays: readonly NamedArray[]): void {
    this.#store.saveArrays(this.#id, arrays);
  }

  checkpoint(checkpoint: Checkpoint): void {
    this.#store.saveCheckpoint(this.#id, checkpoint);
  }

  event(event: RunEvent): void {
    this.#store.addEvent(this.#id, event);
    this.#feed.changed(this.#id);
  }

  /** With the derived statistics of what is stored. */
  end(end: RunEnd): void {
    const endedAt = new Date().toISOString();
    this.#store.updateRun(this.#id, { ...end, endedAt });
    this.#update({ summary: this.#summary() });
  }

  /** Now and then, so that it takes a fiftieth of the time at most however long the series. */
  #summarize(): void {
    const started = performance.now();
    if (started < this.#summaryDue) return;
    this.#store.updateRun(this.#id, { summary: this.#summary() });
    const took = performance.now() - started;
    this.#summaryDue = performance.now() + Math.max(SUMMARY_EVERY_MS, 50 * took);
  }

  #summary(): Summary {
    const { experiment, status, step } = this.#store.recorded(this.#id).run;
    const read = (name: string, from: number): SeriesWindow =>
      this.#store.readSeries(this.#id, name, { from });
    return summarize({ experiment, status, step, read });
  }

  #update(patch: Parameters<Store['updateRun']>[1]): void {
    this.#store.updateRun(this.#id, patch);
    this.#feed.changed(this.#id);
  }
}
