import type { ActiveRun } from './active-run.ts';

/** Runs waiting for an engine and runs that have one: at most `size` compute at a time, taken up in the order of their ids. */
export class Pool {
  readonly #size: number;
  readonly #open: (id: string, changed: () => void) => ActiveRun;
  /** Sorted: ids sort as the runs were created. */
  #queue: string[] = [];
  /** Paused before they had an engine. */
  readonly #held = new Set<string>();
  readonly #active = new Map<string, ActiveRun>();
  #closed = false;

  /** @param open starts a run's engine. It must not throw: what goes wrong is the run's failure. */
  constructor(size: number, open: (id: string, changed: () => void) => ActiveRun) {
    this.#size = size;
    this.#open = open;
  }

  /** The run with its engine process, while there is one. */
  active(id: string): ActiveRun | undefined {
    return this.#active.get(id);
  }

  /** Runs without an engine process: queued, or paused before they had one. */
  get waiting(): readonly string[] {
    return [...this.#queue, ...this.#held];
  }

  queued(id: string): boolean {
    return this.#queue.includes(id);
  }

  get activeIds(): readonly string[] {
    return [...this.#active.keys()];
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#held.delete(id);
    this.#queue = [...new Set([...this.#queue, ...ids])].sort();
    this.#fill();
  }

  /** Keeps a queued run from starting. @returns whether it was queued. */
  hold(id: string): boolean {
    if (!this.#unqueue(id)) return false;
    this.#held.add(id);
    return true;
  }

  /** Takes out a run that has no engine process. @returns whether there was one. */
  withdraw(id: string): boolean {
    return this.#unqueue(id) || this.#held.delete(id);
  }

  /** Starts nothing more and stops what is active. @returns when every engine process is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#active.values()].map((run) => run.stop('interrupted')));
  }

  /** Ends every engine process at once. */
  kill(): void {
    this.#closed = true;
    for (const run of this.#active.values()) run.kill();
  }

  #unqueue(id: string): boolean {
    const length = this.#queue.length;
    this.#queue = this.#queue.filter((queued) => queued !== id);
    return this.#queue.length < length;
  }

  #fill(): void {
    while (!this.#closed && this.#computing() < this.#size) {
      const id = this.#queue.shift();
      if (id === undefined) return;
      this.#active.set(
        id,
        this.#open(id, () => this.#changed(id)),
      );
    }
  }

  #computing(): number {
    return [...this.#active.values()].filter(({ computing }) => computing).length;
  }

  #changed(id: string): void {
    if (this.#active.get(id)?.exited) this.#active.delete(id);
    this.#fill();
  }
}
