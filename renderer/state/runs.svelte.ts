import type { Lab, LabEvent } from '../../app/contract/contract.ts';
import type { Run } from '../../app/run/run.ts';

const INTERVAL = 100; // ms: rows change at most ten times a second

/** All runs of the lab, newest first, kept up to date by its events. */
export class Runs {
  /** null until they were listed. */
  list = $state.raw<readonly Run[] | null>(null);
  readonly byId = $derived(new Map((this.list ?? []).map((run) => [run.id, run])));
  #changed = new Map<string, Run>();
  #removed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.subscribe((event) => this.#hear(event));
  }

  /** Lists all runs anew, as after a lost connection. @throws LabError */
  async load(): Promise<void> {
    this.list = await this.#lab.call('runs.list', {});
  }

  #hear(event: LabEvent): void {
    if (event.type === 'study' || event.type === 'bookmarks') return; // changes no run
    if (event.type === 'run') {
      this.#changed.set(event.run.id, event.run);
      this.#removed.delete(event.run.id);
    } else if (event.type === 'points') {
      const run = this.#changed.get(event.id) ?? this.byId.get(event.id);
      if (run && run.step < event.step) this.#changed.set(event.id, { ...run, step: event.step });
    } else {
      for (const id of event.ids) {
        this.#removed.add(id);
        this.#changed.delete(id);
      }
    }
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#apply(), INTERVAL);
  }

  #apply(): void {
    this.#timer = undefined;
    const changed = this.#changed;
    const removed = this.#removed;
    this.#changed = new Map();
    this.#removed = new Set();
    if (!this.list) return; // Listing brings them.
    const kept = this.list.filter((run) => !removed.has(run.id)).map((run) => changed.get(run.id) ?? run);
    const fresh = [...changed.values()].filter((run) => !this.byId.has(run.id));
    this.list = [...kept, ...fresh].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }
}
