import type { Migration } from './migration.ts';

/** What measuring took, by probe, as JSON; and the numbers that belong to an event, as JSON. */
export const probes: Migration = {
  version: 3,
  sql: `
    ALTER TABLE runs ADD COLUMN costs TEXT;
    ALTER TABLE events ADD COLUMN "values" TEXT;
  `,
};
