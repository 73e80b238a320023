import type Database from 'better-sqlite3';
import { activeStatuses } from '../../app/run/run.ts';
import type { Run } from '../../app/run/run.ts';
import { StoreError } from './error.ts';
import { columns, columnValue, runOf } from './run-row.ts';
import type { RunRow } from './run-row.ts';

/** What of a run may change. */
export type RunPatch = Partial<
  Pick<
    Run,
    | 'status'
    | 'phase'
    | 'execution'
    | 'step'
    | 'seconds'
    | 'summary'
    | 'problem'
    | 'startedAt'
    | 'endedAt'
    | 'name'
    | 'note'
    | 'tags'
    | 'pinned'
    | 'archived'
  >
>;

/** What was deleted can be restored for this many days. */
export const DELETED_DAYS = 30;

const listed = columns.map((column) => `runs.${column}`).join(', ');

/** The rows of the runs. Every method but `purge` runs within a transaction of its caller where it writes. */
export class RunTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  insert(run: Run, owner: string | null): void {
    if (this.has(run.id))
      throw new StoreError('run-exists', `There is a run ${run.id} in the store already.`);
    const names = [...columns, 'owner'];
    this.#database
      .prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...columns.map((column) => columnValue(column, run)), owner);
  }

  /** Whether the id is taken, also by a deleted run. */
  has(id: string): boolean {
    return this.#database.prepare('SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined;
  }

  get(id: string): Run | null {
    const row = this.#database
      .prepare<[string], RunRow>(`SELECT ${listed} FROM runs WHERE id = ? AND deletedAt IS NULL`)
      .get(id);
    return row ? runOf(row) : null;
  }

  /** A run, deleted or not. @throws StoreError if there is none. */
  read(id: string): Run {
    const row = this.#database.prepare<[string], RunRow>(`SELECT ${listed} FROM runs WHERE id = ?`).get(id);
    if (!row) throw unknownRun(id);
    return runOf(row);
  }

  /** Newest first. */
  list(deleted: boolean): Run[] {
    return this.#database
      .prepare<[], RunRow>(
        `SELECT ${listed} FROM runs WHERE deletedAt IS ${deleted ? 'NOT ' : ''}NULL ORDER BY createdAt DESC, id DESC`,
      )
      .all()
      .map(runOf);
  }

  /** A run that is no longer active has no owner and no phase. */
  update(id: string, patch: RunPatch): void {
    const changed = columns.filter((column) => Object.hasOwn(patch, column));
    const sets = changed.map((column) => `${column} = ?`);
    if (patch.status && !activeStatuses.includes(patch.status)) sets.push('owner = NULL', 'phase = NULL');
    if (sets.length === 0) return this.require(id);
    const { changes } = this.#database
      .prepare(`UPDATE runs SET ${sets.join(', ')} WHERE id = ?`)
      .run(...changed.map((column) => columnValue(column, patch)), id);
    if (changes === 0) throw unknownRun(id);
  }

  /** @throws StoreError if there is no such run, deleted or not. */
  require(id: string): void {
    if (!this.has(id)) throw unknownRun(id);
  }

  setDeleted(ids: readonly string[], deletedAt: string | null): void {
    const update = this.#database.prepare('UPDATE runs SET deletedAt = ? WHERE id = ?');
    for (const id of ids) if (update.run(deletedAt, id).changes === 0) throw unknownRun(id);
  }

  /** Takes those out for good that were deleted before a time, with everything recorded of them. */
  purge(before: string): void {
    const { changes } = this.#database.prepare('DELETE FROM runs WHERE deletedAt < ?').run(before);
    if (changes > 0) this.#database.pragma('incremental_vacuum');
  }
}

function unknownRun(id: string): StoreError {
  return new StoreError('unknown-run', `There is no run ${id} in the store.`);
}
