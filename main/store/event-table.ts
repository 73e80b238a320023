import type Database from 'better-sqlite3';
import { nonFiniteToText, textToNonFinite } from '../../app/run/non-finite.ts';
import type { RunEvent } from '../../app/run/run.ts';

type EventRow = Omit<RunEvent, 'values'> & { readonly values: string | null };

/** What happened along runs. */
export class EventTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  add(run: string, { step, kind, sentence, values }: RunEvent): void {
    this.#database
      .prepare('INSERT INTO events (run, step, kind, sentence, "values") VALUES (?, ?, ?, ?, ?)')
      .run(run, step, kind, sentence, values ? JSON.stringify(values, nonFiniteToText) : null);
  }

  /** In order of step. */
  read(run: string): RunEvent[] {
    return this.#database
      .prepare<[string], EventRow>(
        'SELECT step, kind, sentence, "values" FROM events WHERE run = ? ORDER BY step, key',
      )
      .all(run)
      .map(({ values, ...event }) =>
        values === null
          ? event
          : { ...event, values: JSON.parse(values, textToNonFinite) as Record<string, number> },
      );
  }

  /** Removes what happened after `step`. */
  truncate(run: string, step: number): void {
    this.#database.prepare('DELETE FROM events WHERE run = ? AND step > ?').run(run, step);
  }
}
