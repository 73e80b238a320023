import { ravine } from './lab-process.ts';

/** A series as `ravine export --format json` wrote it. */
export interface ExportedSeries {
  readonly step: readonly number[];
  readonly value: readonly number[];
}

/** A run as exported. */
export interface ExportedRun {
  readonly run: { readonly id: string; readonly status: string; readonly spec: { readonly steps: number } };
  readonly summary: Readonly<Record<string, number | null>>;
  readonly series: Readonly<Record<string, ExportedSeries>>;
}

/** What the store holds of a run, through the command line. */
export function exported(store: string, id: string): ExportedRun {
  return JSON.parse(ravine('export', id, '--store', store, '--format', 'json')) as ExportedRun;
}

/** First, last, least and greatest of a series, and where, computed here. */
export function extremes({ step, value }: ExportedSeries): number[] {
  let [least, greatest] = [0, 0];
  for (const [index, here] of value.entries()) {
    if (here < (value[least] ?? Infinity)) least = index;
    if (here > (value[greatest] ?? -Infinity)) greatest = index;
  }
  return [value[0], value.at(-1), value[least], step[least], value[greatest], step[greatest]].map(
    (x) => x ?? NaN,
  );
}
