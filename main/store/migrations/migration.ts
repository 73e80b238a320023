/** One change of the schema. A migration that was released is never edited: a new one follows it. */
export interface Migration {
  /** `PRAGMA user_version` after it. */
  readonly version: number;
  readonly sql: string;
}
