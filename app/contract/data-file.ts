/** Bytes of a file that a front may send to be kept: what a message holds (docs/remote.md), less its frame. Larger ones are named by their path. */
export const LARGEST_FILE = 60e6;
/** Bytes of a table that is looked through before a run. */
export const LARGEST_TABLE = 16e6;

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** The first cell that is no number, and the line that it is on; null where all are numbers. */
  readonly label: { readonly line: number; readonly text: string } | null;
}

/** What is in a file of data. */
export type DataContent =
  | { readonly kind: 'csv'; readonly rows: number; readonly columns: readonly Column[] }
  /** `shape` as in the file: the number of examples first. */
  | { readonly kind: 'idx'; readonly shape: readonly number[] };

/** A file of data on the machine of the lab. */
export interface DataFile {
  /** Absolute; what an experiment names it by. */
  readonly path: string;
  readonly bytes: number;
  readonly content: DataContent;
}
