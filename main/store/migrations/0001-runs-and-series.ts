import type { Migration } from './migration.ts';

/** docs/store.md describes every table. */
export const runsAndSeries: Migration = {
  version: 1,
  sql: `
    CREATE TABLE owners (
      name TEXT PRIMARY KEY,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL,
      heartbeat INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      experiment TEXT NOT NULL,
      hash TEXT NOT NULL,
      startHash TEXT NOT NULL,
      execution TEXT,
      step INTEGER NOT NULL,
      seconds REAL NOT NULL,
      summary TEXT,
      problem TEXT,
      note TEXT NOT NULL,
      tags TEXT NOT NULL,
      pinned INTEGER NOT NULL,
      archived INTEGER NOT NULL,
      createdAt TEXT NOT NULL,
      startedAt TEXT,
      endedAt TEXT,
      appVersion TEXT NOT NULL,
      deletedAt TEXT,
      owner TEXT REFERENCES owners ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX runsByStatus ON runs (status);
    CREATE INDEX runsByOwner ON runs (owner);

    CREATE TABLE series (
      key INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      name TEXT NOT NULL,
      UNIQUE (run, name)
    ) STRICT;

    -- The short columns come first: they are read without the pages of the long ones.
    CREATE TABLE chunks (
      key INTEGER PRIMARY KEY,
      series INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      count INTEGER NOT NULL,
      stride INTEGER,
      steps BLOB,
      extremes BLOB,
      "values" BLOB NOT NULL,
      UNIQUE (series, first)
    ) STRICT;

    CREATE TABLE contents (
      hash BLOB PRIMARY KEY,
      "values" BLOB NOT NULL
    ) STRICT;

    CREATE TABLE checkpoints (
      key INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      seconds REAL NOT NULL,
      state TEXT NOT NULL,
      UNIQUE (run, step)
    ) STRICT;

    CREATE TABLE arrays (
      key INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      checkpoint INTEGER REFERENCES checkpoints ON DELETE CASCADE,
      name TEXT NOT NULL,
      shape TEXT NOT NULL,
      hash BLOB NOT NULL REFERENCES contents
    ) STRICT;
    CREATE UNIQUE INDEX arraysByName ON arrays (run, name) WHERE checkpoint IS NULL;
    CREATE INDEX arraysByCheckpoint ON arrays (checkpoint);
    CREATE INDEX arraysByRun ON arrays (run);
    CREATE INDEX arraysByHash ON arrays (hash);

    CREATE TRIGGER contentsWithoutArray AFTER DELETE ON arrays
    WHEN NOT EXISTS (SELECT 1 FROM arrays WHERE hash = old.hash)
    BEGIN
      DELETE FROM contents WHERE hash = old.hash;
    END;

    CREATE TABLE events (
      key INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      kind TEXT NOT NULL,
      sentence TEXT NOT NULL
    ) STRICT;
    CREATE INDEX eventsByRun ON events (run, step);
  `,
};
