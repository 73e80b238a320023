import type { Migration } from './migration.ts';

/** Views kept under a name. */
export const bookmarks: Migration = {
  version: 5,
  sql: `
    CREATE TABLE bookmarks (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      createdAt TEXT NOT NULL,
      deletedAt TEXT
    ) STRICT;
  `,
};
