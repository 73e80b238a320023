/** One question about speed, answered by a table. Figures depend on the machine: benches print them and assert nothing. */
export interface Bench {
  readonly name: string;
  /** Prints its table through `print`. */
  run(print: (line: string) => void): Promise<void>;
}
