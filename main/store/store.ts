import type Database from 'better-sqlite3';
import type { Bookmark } from '../../app/contract/bookmark.ts';
import type { Checkpoint, NamedArray } from '../../app/run/checkpoint.ts';
import type { RecordedRun } from '../../app/run/recorded-run.ts';
import type { Run, RunEvent } from '../../app/run/run.ts';
import { combine, type Combination } from '../../app/series/combine.ts';
import { isThinned, Thinning } from '../../app/series/thin.ts';
import type { SeriesChunk, SeriesWindow } from '../../app/series/chunk.ts';
import { ArrayTable } from './array-table.ts';
import { BookmarkTable } from './bookmark-table.ts';
import { CheckpointTable } from './checkpoint-table.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { storeError } from './error.ts';
import { EventTable } from './event-table.ts';
import { importRun } from './import.ts';
import type { Imported } from './import.ts';
import { OwnerTable } from './owner-table.ts';
import type { Owner } from './owner.ts';
import { queuedRun } from './new-run.ts';
import type { NewRun } from './new-run.ts';
import { DELETED_DAYS, RunTable } from './run-table.ts';
import type { RunPatch } from './run-table.ts';
import { SeriesTable } from './series-table.ts';
import { readWindow } from './window.ts';
import type { WindowRequest } from './window.ts';

export type { NewRun } from './new-run.ts';

/**
 * The runs in one SQLite file (docs/store.md). Every method that writes does it in one transaction, which is kept whole or not at all.
 * Every method throws StoreError: `unknown-run` or `unknown-bookmark` for an id that is not there, `read-only` for writing to a store opened for reading,
 * `disk-full`, `busy`, `damaged` or `failed` for what SQLite reports.
 */
export class Store {
  readonly file: string;
  readonly readOnly: boolean;
  /** What a user should know about how the file was opened: set aside as damaged, written by a newer version. */
  readonly messages: readonly string[];
  readonly #appVersion: string;
  readonly #database: Database.Database;
  readonly #runs: RunTable;
  readonly #owners: OwnerTable;
  readonly #series: SeriesTable;
  readonly #arrays: ArrayTable;
  readonly #checkpoints: CheckpointTable;
  readonly #events: EventTable;
  readonly #bookmarks: BookmarkTable;
  #dataVersion: number;

  private constructor({ database, readOnly, messages }: Connection, appVersion: string) {
    this.file = database.name;
    this.readOnly = readOnly;
    this.messages = messages;
    this.#appVersion = appVersion;
    this.#database = database;
    this.#runs = new RunTable(database);
    this.#owners = new OwnerTable(database);
    this.#series = new SeriesTable(database);
    this.#arrays = new ArrayTable(database);
    this.#checkpoints = new CheckpointTable(database, this.#arrays);
    this.#events = new EventTable(database);
    this.#bookmarks = new BookmarkTable(database);
    this.#dataVersion = this.#readDataVersion();
    if (!readOnly) this.#purge();
  }

  /** Opens a store file; makes it, and its folder, where there is none. @throws StoreError */
  static open(file: string, { appVersion }: { readonly appVersion: string }): Store {
    const connection = openConnection(file);
    try {
      return new Store(connection, appVersion);
    } catch (error) {
      connection.database.close();
      throw storeError(connection.database.name, error);
    }
  }

  /** Writes what is left into the file and lets it go. */
  close(): void {
    this.#database.close();
  }

  /** Whether another connection changed the store since the last time this was asked. */
  changed(): boolean {
    const version = this.#read(() => this.#readDataVersion());
    const changed = version !== this.#dataVersion;
    this.#dataVersion = version;
    return changed;
  }

  createRun(given: NewRun): Run {
    const run = queuedRun(given, this.#appVersion);
    this.#write(() => {
      if (given.owner) this.#owners.heartbeat(given.owner, Date.now());
      this.#runs.insert(run, given.owner?.name ?? null);
    });
    return run;
  }

  /** A run with the arrays that it begins from, both or none. */
  createForked(given: NewRun, start: readonly NamedArray[]): Run {
    return this.#write(() => {
      const run = this.createRun(given);
      this.saveArrays(run.id, start);
      return run;
    });
  }

  /** Newest first: those in the lab, or those deleted. */
  listRuns({ deleted = false }: { readonly deleted?: boolean } = {}): Run[] {
    return this.#read(() => this.#runs.list(deleted));
  }

  /** Null where there is none, or it is deleted. */
  getRun(id: string): Run | null {
    return this.#read(() => this.#runs.get(id));
  }

  /**
   * A status that is not active takes the run from its owner; one that ended by itself (finished, converged, diverged) cannot go on, and its
   * checkpoints are dropped.
   */
  updateRun(id: string, patch: RunPatch): Run {
    return this.#write(() => {
      this.#runs.update(id, patch);
      if (patch.status && endedByItself.has(patch.status)) this.#checkpoints.truncate(id, -1);
      return this.#runs.read(id);
    });
  }

  /** Makes `owner` the run's owner. @returns false where another living process owns it. */
  claim(id: string, owner: Owner): boolean {
    return this.#write(() => {
      this.#runs.require(id);
      return this.#owners.claim(id, owner, Date.now());
    });
  }

  /** Says that an owner lives; to be called every few seconds (`OWNER_PATIENCE_MS`). */
  heartbeat(owner: Owner): void {
    this.#write(() => this.#owners.heartbeat(owner, Date.now()));
  }

  /** Ends an owner: its runs have none any more. */
  release(owner: Owner): void {
    this.#write(() => this.#owners.release(owner));
  }

  /** Active runs whose owner is gone become `interrupted`. @returns their ids; none of a store that is read-only. */
  markInterrupted(now = Date.now()): string[] {
    return this.readOnly ? [] : this.#write(() => this.#owners.markInterrupted(now));
  }

  /** Points of a running run, and how far it is. Points at steps a series already has replace what was there from then on. */
  append(id: string, chunks: readonly SeriesChunk[], progress: Pick<Run, 'step' | 'seconds'>): void {
    this.#write(() => {
      this.#runs.update(id, { step: progress.step, seconds: progress.seconds });
      for (const chunk of chunks) this.#series.append(id, chunk);
    });
  }

  /** A series within [from, to]: whole, or thinned to `buckets`. A name that was not recorded has no points. */
  readSeries(id: string, name: string, request: WindowRequest = {}): SeriesWindow {
    return this.#read(() => {
      this.#runs.require(id);
      return readWindow(this.#series, id, name, request);
    });
  }

  /** What is made of one series of several runs (app/series/combine.ts), within [from, to]; made of every point, then thinned to `buckets`. */
  readCombined(
    ids: readonly string[],
    name: string,
    combination: Combination,
    { buckets, ...range }: WindowRequest = {},
  ): SeriesWindow {
    return this.#read(() => {
      for (const id of ids) this.#runs.require(id);
      const { step, value } = combine(
        combination,
        ids.map((id) => readWindow(this.#series, id, name, range)),
      );
      const recorded = step.length;
      if (buckets === undefined || !isThinned(recorded, buckets))
        return { name, step, value, recorded, thinned: false };
      const thinning = new Thinning(range.from ?? step[0]!, range.to ?? step.at(-1)!, buckets);
      for (let i = 0; i < recorded; i++) thinning.point(step[i]!, value[i]!);
      return { name, ...thinning.finish(), recorded, thinned: true };
    });
  }

  /** In `seriesOrder`. */
  listSeries(id: string): { readonly name: string; readonly points: number }[] {
    return this.#read(() => {
      this.#runs.require(id);
      return this.#series.list(id);
    });
  }

  /** Points, events and checkpoints after `step` are dropped: the run goes on from there. */
  truncateAfter(id: string, step: number): void {
    this.#write(() => {
      this.#runs.update(id, { step });
      this.#series.truncate(id, step + 1);
      this.#checkpoints.truncate(id, step);
      this.#events.truncate(id, step);
    });
  }

  /** The newest two are kept. */
  saveCheckpoint(id: string, checkpoint: Checkpoint): void {
    this.#write(() => {
      this.#runs.require(id);
      this.#checkpoints.save(id, checkpoint);
    });
  }

  /** The newest checkpoint, or the one at `step`. */
  readCheckpoint(id: string, step?: number): Checkpoint | null {
    return this.#read(() => {
      const at = step ?? this.#checkpoints.steps(id).at(-1);
      return at === undefined ? null : this.#checkpoints.read(id, at);
    });
  }

  /** Steps of the kept checkpoints, oldest first. */
  listCheckpoints(id: string): number[] {
    return this.#read(() => this.#checkpoints.steps(id));
  }

  /** Arrays kept with the run; one of a name that is there is replaced. */
  saveArrays(id: string, arrays: readonly NamedArray[]): void {
    this.#write(() => {
      this.#runs.require(id);
      for (const array of arrays) this.#arrays.save(id, null, array);
    });
  }

  /** Names of the arrays kept with the run, in the order they were saved. */
  listArrays(id: string): string[] {
    return this.#read(() => this.#arrays.names(id));
  }

  /** Arrays kept with the run whose names begin with `prefix`. */
  readArrays(id: string, prefix = ''): NamedArray[] {
    return this.#read(() => [...this.#arrays.read(id, null, prefix)]);
  }

  addEvent(id: string, event: RunEvent): void {
    this.#write(() => {
      this.#runs.require(id);
      this.#events.add(id, event);
    });
  }

  /** In order of step. */
  readEvents(id: string): RunEvent[] {
    return this.#read(() => this.#events.read(id));
  }

  /** All or none. They can be restored for `DELETED_DAYS`. */
  deleteRuns(ids: readonly string[]): void {
    this.#write(() => this.#runs.setDeleted(ids, new Date().toISOString()));
  }

  /** All or none. */
  restoreRuns(ids: readonly string[]): void {
    this.#write(() => this.#runs.setDeleted(ids, null));
  }

  /** By name. */
  listBookmarks(): Bookmark[] {
    return this.#read(() => this.#bookmarks.list());
  }

  keepBookmark(bookmark: Pick<Bookmark, 'name' | 'address'>): Bookmark {
    return this.#write(() => this.#bookmarks.insert(bookmark));
  }

  renameBookmark(id: string, name: string): Bookmark {
    return this.#write(() => this.#bookmarks.rename(id, name));
  }

  /** It can be restored for `DELETED_DAYS`. */
  deleteBookmark(id: string): void {
    this.#write(() => this.#bookmarks.setDeleted(id, new Date().toISOString()));
  }

  restoreBookmark(id: string): void {
    this.#write(() => this.#bookmarks.setDeleted(id, null));
  }

  /** The run with all that was recorded of it up to now, read as it is walked. */
  recorded(id: string): RecordedRun {
    const run = this.#read(() => this.#runs.read(id));
    const ends = new Map(this.listSeries(id).map(({ name }) => [name, this.#series.end(id, name) ?? -1]));
    return {
      run,
      series: [...ends.keys()],
      chunks: (name) => ({ [Symbol.iterator]: () => this.#series.chunks(id, name, ends.get(name) ?? -1) }),
      arrays: () => this.#arrays.read(id, null, ''),
      checkpoints: () => this.listCheckpoints(id).flatMap((step) => this.readCheckpoint(id, step) ?? []),
      events: () => this.readEvents(id),
    };
  }

  /** Takes a run from a file or another store, whole, in one transaction. */
  importRun(recorded: RecordedRun): Imported {
    return this.#write(() =>
      importRun(
        {
          runs: this.#runs,
          series: this.#series,
          arrays: this.#arrays,
          checkpoints: this.#checkpoints,
          events: this.#events,
        },
        recorded,
      ),
    );
  }

  /** Takes out for good what was deleted long ago. */
  #purge(): void {
    const before = new Date(Date.now() - DELETED_DAYS * DAY_MS).toISOString();
    this.#write(() => {
      this.#runs.purge(before);
      this.#bookmarks.purge(before);
    });
  }

  #readDataVersion(): number {
    return this.#database.pragma('data_version', { simple: true }) as number;
  }

  #read<T>(read: () => T): T {
    try {
      return this.#database.transaction(read)();
    } catch (error) {
      throw storeError(this.file, error);
    }
  }

  #write<T>(write: () => T): T {
    try {
      return this.#database.transaction(write).immediate();
    } catch (error) {
      throw storeError(this.file, error);
    }
  }
}

const DAY_MS = 86_400_000;

const endedByItself: ReadonlySet<string> = new Set(['finished', 'converged', 'diverged']);
