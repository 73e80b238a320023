import type { Bookmark } from '../../app/contract/bookmark.ts';
import type { LabEvent } from '../../app/contract/contract.ts';
import type { Run } from '../../app/run/run.ts';
import type { StudyKind } from '../../app/study/study.ts';

/** Ten events a second of each kind and run: what a screen can show. */
const PAUSE_MS = 100;

type Listener = (event: LabEvent) => void;

/** Tells the fronts what changed, the newest of each kind and run at most every 100 ms, the last one always. */
export class Feed {
  readonly #read: (id: string) => Run | null;
  readonly #listeners = new Set<Listener>();
  /** Kinds and runs told of less than 100 ms ago, with what came since. */
  readonly #resting = new Map<string, { timer: NodeJS.Timeout; next: (() => LabEvent | null) | null }>();

  /** @param read a run as it stands, null once it is deleted. */
  constructor(read: (id: string) => Run | null) {
    this.#read = read;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(id: string): void {
    this.#offer(`run ${id}`, () => {
      const run = this.#read(id);
      return run && { type: 'run', run };
    });
  }

  points(id: string, step: number): void {
    this.#offer(`points ${id}`, () => ({ type: 'points', id, step }));
  }

  study(id: string, study: StudyKind, share: number, what: string): void {
    this.#offer(`study ${id} ${study}`, () => ({ type: 'study', id, study, share, what }));
  }

  removed(ids: readonly string[]): void {
    this.#tell({ type: 'removed', ids });
  }

  bookmarks(bookmarks: readonly Bookmark[]): void {
    this.#tell({ type: 'bookmarks', bookmarks });
  }

  /** Says at once what still waits, and ends. */
  close(): void {
    for (const { timer, next } of this.#resting.values()) {
      clearTimeout(timer);
      this.#tell(next?.() ?? null);
    }
    this.#resting.clear();
    this.#listeners.clear();
  }

  #offer(key: string, event: () => LabEvent | null): void {
    const resting = this.#resting.get(key);
    if (resting) resting.next = event;
    else {
      this.#rest(key);
      this.#tell(event());
    }
  }

  #rest(key: string): void {
    const timer = setTimeout(() => {
      const next = this.#resting.get(key)?.next;
      this.#resting.delete(key);
      if (!next) return;
      this.#rest(key);
      this.#tell(next());
    }, PAUSE_MS);
    this.#resting.set(key, { timer, next: null });
  }

  #tell(event: LabEvent | null): void {
    if (event) for (const listener of this.#listeners) listener(event);
  }
}
