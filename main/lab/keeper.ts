import type { Run } from '../../app/run/run.ts';
import type { Owner } from '../store/owner.ts';
import type { Store } from '../store/store.ts';
import type { Feed } from './feed.ts';
import type { Pool } from './pool.ts';

const LOOK_MS = 1000;
/** Well within the patience that others have with a heartbeat (store/owner.ts). */
const LOOKS_PER_HEARTBEAT = 5;

/** Shares the store with other labs: says that this one lives, notices what others changed and whose labs are gone. */
export class Keeper {
  readonly #store: Store;
  readonly #feed: Feed;
  readonly #pool: Pool;
  readonly #owner: Owner;
  readonly #trouble: (what: string, error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #looks = 0;
  /** The runs as last seen, by id. */
  #seen = new Map<string, Run>();
  /** The bookmarks as last seen, as text. */
  #seenBookmarks = '';

  constructor(
    store: Store,
    feed: Feed,
    pool: Pool,
    owner: Owner,
    trouble: (what: string, error: unknown) => void,
  ) {
    this.#store = store;
    this.#feed = feed;
    this.#pool = pool;
    this.#owner = owner;
    this.#trouble = trouble;
  }

  start(): void {
    this.#guarded('Runs of ended labs could not be looked for', () => this.#store.markInterrupted());
    this.#guarded('The runs could not be read', () => {
      this.#seen = byId(this.#store.listRuns());
      this.#seenBookmarks = JSON.stringify(this.#store.listBookmarks());
    });
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Once a second. */
  look(): void {
    if (this.#looks++ % LOOKS_PER_HEARTBEAT === 0) this.#beat();
    this.#guarded('What other labs changed could not be read', () => {
      if (!this.#store.changed()) return;
      this.#tellChanges();
    });
  }

  /**
   * A lab that was asleep may find its runs marked as interrupted: it goes on with those that nobody took up meanwhile, and lets go of
   * those that another lab works on.
   */
  #beat(): void {
    if (this.#store.readOnly) return;
    this.#guarded('The heartbeat could not be stored', () => {
      for (const id of this.#pool.activeIds) {
        const active = this.#pool.active(id);
        if (!active || active.ended) continue;
        if (!this.#store.claim(id, this.#owner)) active.abandon();
        else if (this.#store.getRun(id)?.status === 'interrupted')
          this.#store.updateRun(id, { status: active.paused ? 'paused' : 'running' });
      }
      for (const id of this.#pool.waiting) if (!this.#store.claim(id, this.#owner)) this.#pool.withdraw(id);
      for (const id of this.#store.markInterrupted()) this.#feed.changed(id);
    });
  }

  #tellChanges(): void {
    const runs = byId(this.#store.listRuns());
    const gone = [...this.#seen.keys()].filter((id) => !runs.has(id));
    if (gone.length > 0) this.#feed.removed(gone);
    for (const [id, run] of runs) {
      const before = this.#seen.get(id);
      if (this.#pool.active(id)) continue;
      if (before?.step !== run.step) this.#feed.points(id, run.step);
      if (JSON.stringify(before) !== JSON.stringify(run)) this.#feed.changed(id);
    }
    this.#seen = runs;
    const bookmarks = this.#store.listBookmarks();
    const text = JSON.stringify(bookmarks);
    if (text !== this.#seenBookmarks) this.#feed.bookmarks(bookmarks);
    this.#seenBookmarks = text;
  }

  #guarded(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#trouble(what, error);
    }
  }
}

function byId(runs: readonly Run[]): Map<string, Run> {
  return new Map(runs.map((run) => [run.id, run]));
}
