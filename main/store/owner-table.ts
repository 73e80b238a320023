import type Database from 'better-sqlite3';
import { activeStatuses } from '../../app/run/run.ts';
import { isGone, OWNER_PATIENCE_MS } from './owner.ts';
import type { Owner } from './owner.ts';

interface Claimed {
  readonly id: string;
  readonly createdAt: string;
  readonly name: string | null;
  readonly host: string;
  readonly pid: number;
  readonly heartbeat: number;
}

const active = activeStatuses.map((status) => `'${status}'`).join(', ');
const claimed = `SELECT runs.id, runs.createdAt, owners.* FROM runs LEFT JOIN owners ON owners.name = runs.owner`;

/** Which process works on which run. */
export class OwnerTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  heartbeat({ name, host, pid }: Owner, now: number): void {
    this.#database
      .prepare(
        `INSERT INTO owners (name, host, pid, heartbeat) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET heartbeat = excluded.heartbeat`,
      )
      .run(name, host, pid, now);
  }

  /** @returns false where another process works on the run. */
  claim(id: string, owner: Owner, now: number): boolean {
    const row = this.#database.prepare<[string], Claimed>(`${claimed} WHERE runs.id = ?`).get(id);
    if (!row) return false;
    if (row.name !== null && row.name !== owner.name && !isGone({ ...row, name: row.name }, now))
      return false;
    this.heartbeat(owner, now);
    this.#database.prepare('UPDATE runs SET owner = ? WHERE id = ?').run(owner.name, id);
    return true;
  }

  /** Its runs have no owner any more. */
  release(owner: Owner): void {
    this.#database.prepare('DELETE FROM owners WHERE name = ?').run(owner.name);
  }

  /**
   * Active runs whose owner is gone become `interrupted`. They keep their owner: one that was only asleep (a closed lid) goes on and says so.
   * A run without an owner is given the same time to be claimed.
   */
  markInterrupted(now: number): string[] {
    const gone = this.#database
      .prepare<[], Claimed>(`${claimed} WHERE runs.status IN (${active})`)
      .all()
      .filter((row) =>
        row.name === null
          ? now - Date.parse(row.createdAt) > OWNER_PATIENCE_MS
          : isGone({ ...row, name: row.name }, now),
      )
      .map(({ id }) => id);
    const mark = this.#database.prepare(`UPDATE runs SET status = 'interrupted', phase = NULL WHERE id = ?`);
    for (const id of gone) mark.run(id);
    this.#database
      .prepare(
        'DELETE FROM owners WHERE heartbeat < ? AND name NOT IN (SELECT owner FROM runs WHERE owner IS NOT NULL)',
      )
      .run(now - OWNER_PATIENCE_MS);
    return gone;
  }
}
