import type { Collected } from '../main/engine/run/collect.ts';

/** A run of an experiment file, with its name. */
export interface NamedRun {
  readonly name: string;
  readonly run: Collected;
}

/** A statement of theory beside what a run measured. */
export interface Row {
  /** Of which run, or between which. */
  readonly of: string;
  readonly quantity: string;
  readonly predicted: number;
  readonly measured: number;
  /** How far they may be apart: relative to the prediction, absolute, or the measured within a band. */
  readonly within:
    | { readonly relative: number }
    | { readonly absolute: number }
    | { readonly band: readonly [number, number] };
}

/** Some rows, and the file of experiments that anybody can run for them. */
export interface Part {
  readonly title: string;
  /** What is claimed, by whom, and where it holds. */
  readonly text: string;
  /** `docs/validation/NAME.json`. */
  readonly file: string;
  rows(runs: readonly NamedRun[]): Row[];
}

/** Whether measurement and prediction agree as closely as a row asks. */
export function holds({ predicted, measured, within }: Row): boolean {
  if ('band' in within) return measured >= within.band[0] && measured <= within.band[1];
  const apart = Math.abs(measured - predicted);
  return apart <= ('relative' in within ? within.relative * Math.abs(predicted) : within.absolute);
}
