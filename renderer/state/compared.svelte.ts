import { LabError, type Comparison, type Lab } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';

const INTERVAL = 1000; // ms between readings while runs go on

/** Settings and statistics of runs beside each other, read again as runs go on. */
export class Compared {
  /** null until they were read. */
  table = $state.raw<Comparison | null>(null);
  /** Why they could not be read; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #read = -Infinity;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Says of which runs: those of others are read at once, what has changed of the same at most every second. */
  follow(ids: readonly string[]): void {
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#read + INTERVAL - performance.now());
    const fresh = this.table?.runs.map((run) => run.id).join() !== ids.join();
    if (ids.length === 0) this.table = null;
    else this.#timer = setTimeout(() => void this.#ask(ids), fresh ? 0 : wait);
  }

  /** Ends all reading. */
  close(): void {
    clearTimeout(this.#timer);
  }

  async #ask(ids: readonly string[]): Promise<void> {
    this.#read = performance.now();
    try {
      this.table = await this.#lab.call('runs.compare', { ids: [...ids] });
      this.problem = null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems[0] ?? null;
    }
  }
}
