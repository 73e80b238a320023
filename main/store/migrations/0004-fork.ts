import type { Migration } from './migration.ts';

/** Which run, and which step of it, a run began from, as JSON. */
export const fork: Migration = { version: 4, sql: 'ALTER TABLE runs ADD COLUMN fork TEXT' };
