import type { Migration } from './migration.ts';

/** What an active run is busy with besides steps, as JSON. */
export const phase: Migration = { version: 2, sql: 'ALTER TABLE runs ADD COLUMN phase TEXT' };
