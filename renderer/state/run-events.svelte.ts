import { LabError, type Lab } from '../../app/contract/contract.ts';
import type { Problem, Run, RunEvent } from '../../app/run/run.ts';

const INTERVAL = 1000; // ms between readings while a run goes on

/** What happened along one run, read again as it goes on. */
export class RunEvents {
  /** null until they were read. */
  list = $state.raw<readonly RunEvent[] | null>(null);
  /** Why they could not be read; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #read = -Infinity;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Says that the run has changed: they are read at once the first time, else at most every second. */
  follow({ id }: Run): void {
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#read + INTERVAL - performance.now());
    this.#timer = setTimeout(() => void this.#ask(id), wait);
  }

  /** Ends all reading. */
  close(): void {
    clearTimeout(this.#timer);
  }

  async #ask(id: string): Promise<void> {
    this.#read = performance.now();
    try {
      this.list = await this.#lab.call('runs.events', { id });
      this.problem = null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems[0] ?? null;
    }
  }
}
