import type { Table } from './figures/table.ts';

/** Where a bench puts what it finds. */
export interface Report {
  readonly table: (table: Table) => void;
  /** A remark to the tables: a reason, a setting. */
  readonly note: (text: string) => void;
  /** What could not be measured because something is wrong; the command fails. */
  readonly error: (text: string) => void;
  /** What is being done; no part of the result. */
  readonly progress: (text: string) => void;
}

/** What everybody computes on. */
export type Device = 'cpu' | 'gpu';

/** One question about speed, answered by tables. Figures depend on the machine: benches print them and assert nothing. */
export interface Bench {
  readonly name: string;
  /** Names of its rows, where some of them can be asked for. */
  readonly rows?: readonly string[];
  /**
   * @param rows of them that are asked for
   * @param device heeded by the benches that have peers which can compute on it
   */
  run(report: Report, rows: readonly string[], device: Device): Promise<void>;
}
