import type Database from 'better-sqlite3';
import type { Checkpoint } from '../../app/run/checkpoint.ts';
import type { ArrayTable } from './array-table.ts';

/** Checkpoints kept of a run: the newest, and one before it. Parameters along the run are among its arrays. */
export const CHECKPOINTS_KEPT = 2;

interface CheckpointRow {
  readonly key: number;
  readonly step: number;
  readonly seconds: number;
  readonly state: string;
}

/** Where runs can go on from. Writing runs within a transaction of its caller. */
export class CheckpointTable {
  readonly #database: Database.Database;
  readonly #arrays: ArrayTable;
  constructor(database: Database.Database, arrays: ArrayTable) {
    this.#database = database;
    this.#arrays = arrays;
  }

  /** Replaces one of the same step, and drops all but the newest two. */
  save(run: string, { step, seconds, state, arrays }: Checkpoint): void {
    this.#database.prepare('DELETE FROM checkpoints WHERE run = ? AND step = ?').run(run, step);
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO checkpoints (run, step, seconds, state) VALUES (?, ?, ?, ?)')
      .run(run, step, seconds, state);
    for (const array of arrays) this.#arrays.save(run, Number(lastInsertRowid), array);
    this.#database
      .prepare(
        `DELETE FROM checkpoints WHERE run = :run AND step NOT IN
           (SELECT step FROM checkpoints WHERE run = :run ORDER BY step DESC LIMIT ${CHECKPOINTS_KEPT})`,
      )
      .run({ run });
  }

  /** Steps of the kept checkpoints, oldest first. */
  steps(run: string): number[] {
    return this.#database
      .prepare<[string], number>('SELECT step FROM checkpoints WHERE run = ? ORDER BY step')
      .pluck()
      .all(run);
  }

  read(run: string, step: number): Checkpoint | null {
    const row = this.#database
      .prepare<[string, number], CheckpointRow>(
        'SELECT key, step, seconds, state FROM checkpoints WHERE run = ? AND step = ?',
      )
      .get(run, step);
    if (!row) return null;
    const { key, ...rest } = row;
    return { ...rest, arrays: [...this.#arrays.read(run, key, '')] };
  }

  /** Removes the checkpoints after `step`. */
  truncate(run: string, step: number): void {
    this.#database.prepare('DELETE FROM checkpoints WHERE run = ? AND step > ?').run(run, step);
  }
}
