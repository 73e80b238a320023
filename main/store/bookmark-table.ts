import type Database from 'better-sqlite3';
import type { Bookmark } from '../../app/contract/bookmark.ts';
import { StoreError } from './error.ts';
import { newRunId } from './run-id.ts';

const listed = 'id, name, address, createdAt';

/** Views kept under a name. */
export class BookmarkTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Those that are not deleted, by name; of one name the older first. */
  list(): Bookmark[] {
    return this.#database
      .prepare<[], Bookmark>(`SELECT ${listed} FROM bookmarks WHERE deletedAt IS NULL ORDER BY name, id`)
      .all();
  }

  insert({ name, address }: Pick<Bookmark, 'name' | 'address'>): Bookmark {
    const bookmark = { id: newRunId(), name, address, createdAt: new Date().toISOString() };
    this.#database
      .prepare(
        'INSERT INTO bookmarks (id, name, address, createdAt) VALUES (@id, @name, @address, @createdAt)',
      )
      .run(bookmark);
    return bookmark;
  }

  rename(id: string, name: string): Bookmark {
    const bookmark = this.#database
      .prepare<[string, string], Bookmark>(
        `UPDATE bookmarks SET name = ? WHERE id = ? AND deletedAt IS NULL RETURNING ${listed}`,
      )
      .get(name, id);
    if (!bookmark) throw unknownBookmark(id);
    return bookmark;
  }

  setDeleted(id: string, deletedAt: string | null): void {
    const { changes } = this.#database
      .prepare('UPDATE bookmarks SET deletedAt = ? WHERE id = ?')
      .run(deletedAt, id);
    if (changes === 0) throw unknownBookmark(id);
  }

  /** Takes those out for good that were deleted before a time. */
  purge(before: string): void {
    this.#database.prepare('DELETE FROM bookmarks WHERE deletedAt < ?').run(before);
  }
}

function unknownBookmark(id: string): StoreError {
  return new StoreError('unknown-bookmark', `There is no bookmark ${id} in the store.`);
}
