/** An example that ships with the lab (resources/presets): a title, a sentence, and the experiments it runs, as written. */
export interface Preset {
  /** File name without its ending: `the-bounce`. */
  readonly name: string;
  readonly title: string;
  /** What to look for, in a sentence. */
  readonly sentence: string;
  /** Unparsed experiment files; more than one share start and data. */
  readonly experiments: readonly unknown[];
}
