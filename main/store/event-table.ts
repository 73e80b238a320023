import type Database from 'better-sqlite3';
import type { RunEvent } from '../../app/run/run.ts';

/** What happened along runs. */
export class EventTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  add(run: string, { step, kind, sentence }: RunEvent): void {
    this.#database
      .prepare('INSERT INTO events (run, step, kind, sentence) VALUES (?, ?, ?, ?)')
      .run(run, step, kind, sentence);
  }

  /** In order of step. */
  read(run: string): RunEvent[] {
    return this.#database
      .prepare<[string], RunEvent>('SELECT step, kind, sentence FROM events WHERE run = ? ORDER BY step, key')
      .all(run);
  }

  /** Removes what happened after `step`. */
  truncate(run: string, step: number): void {
    this.#database.prepare('DELETE FROM events WHERE run = ? AND step > ?').run(run, step);
  }
}
