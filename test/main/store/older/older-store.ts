import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Schemas that came before the newest one; a store of each, as it was written then, lies here as SQL. */
export const olderSchemas = [1, 2, 3, 4] as const;
export type OlderSchema = (typeof olderSchemas)[number];

/** Makes the file of an older store. */
export function writeOlderStore(schema: OlderSchema, file: string): void {
  const database = new Database(file);
  // In the order of the dump tables may come before those they refer to.
  database.pragma('foreign_keys = OFF');
  database.exec(readFileSync(join(import.meta.dirname, `schema-${schema}.sql`), 'utf8'));
  database.close();
}

/** Everything in a database, by table: what a copy of it must hold too. */
export function contentOf(file: string): Readonly<Record<string, unknown>> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .pluck()
      .all();
    return {
      schema: schemaOf(database),
      version: database.pragma('user_version', { simple: true }),
      application: database.pragma('application_id', { simple: true }),
      ...Object.fromEntries(
        tables.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]),
      ),
    };
  } finally {
    database.close();
  }
}

/** Tables, indices and triggers as they were declared. */
export function schemaOf(database: Database.Database): unknown[] {
  return database.prepare(`SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`).all();
}
