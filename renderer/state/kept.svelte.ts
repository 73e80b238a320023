import { LabError, type Lab } from '../../app/contract/contract.ts';
import type { Problem, Run, RunEvent } from '../../app/run/run.ts';
import { noStudies, type KeptStudies } from '../../app/study/kept.ts';

const INTERVAL = 1000; // ms between readings while runs go on

interface OfRun {
  /** The run as it was when this was read. */
  readonly run: Run;
  readonly events: readonly RunEvent[];
  readonly studies: KeptStudies;
}

/** What the lab keeps of runs beside their series, events and studies, read again as runs go on. */
export class Kept {
  #all = $state.raw<ReadonlyMap<string, OfRun>>(new Map());
  /** Why it could not be read; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  #wanted: readonly Run[] = [];
  /** Runs of which more is kept than was read. */
  readonly #stale = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #read = -Infinity;
  #busy = false;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** null until they were read. */
  events(run: string): readonly RunEvent[] | null {
    return this.#all.get(run)?.events ?? null;
  }

  studies(run: string): KeptStudies {
    return this.#all.get(run)?.studies ?? noStudies;
  }

  /** Says of which runs, as they are now: what is new is read at once, what has changed at most every second. */
  follow(runs: readonly Run[]): void {
    this.#wanted = runs;
    this.#next();
  }

  /** Says that more is kept of a run than was read, though the run has not changed: it is read at once. */
  renew(run: string): void {
    this.#stale.add(run);
    this.#next();
  }

  /** Ends all reading. */
  close(): void {
    clearTimeout(this.#timer);
    this.#wanted = [];
  }

  #due(): readonly Run[] {
    return this.#wanted.filter((run) => this.#stale.has(run.id) || this.#all.get(run.id)?.run !== run);
  }

  #next(): void {
    clearTimeout(this.#timer);
    const due = this.#due();
    if (this.#busy || due.length === 0) return;
    const isNew = due.some(({ id }) => this.#stale.has(id) || !this.#all.has(id));
    const wait = isNew ? 0 : Math.max(0, this.#read + INTERVAL - performance.now());
    this.#timer = setTimeout(() => void this.#ask(this.#due()), wait);
  }

  async #ask(runs: readonly Run[]): Promise<void> {
    this.#busy = true;
    this.#read = performance.now();
    for (const { id } of runs) this.#stale.delete(id);
    try {
      const found = await Promise.all(
        runs.map(async (run): Promise<OfRun> => {
          const [events, studies] = await Promise.all([
            this.#lab.call('runs.events', { id: run.id }),
            this.#lab.call('runs.studies', { id: run.id }),
          ]);
          return { run, events, studies };
        }),
      );
      this.#all = new Map([...this.#all, ...found.map((one) => [one.run.id, one] as const)]);
      this.problem = null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems[0] ?? null;
      return; // The next change of a run asks again.
    } finally {
      this.#busy = false;
    }
    this.#next();
  }
}
