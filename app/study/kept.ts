import type { Slice } from './slice.ts';
import type { Spectrum } from './spectrum.ts';

/** What is kept of a run at single steps, each in order of step (docs/studies.md). */
export interface KeptStudies {
  readonly spectra: readonly Spectrum[];
  /** In order of step, then of plane. */
  readonly slices: readonly Slice[];
}

export const noStudies: KeptStudies = { spectra: [], slices: [] };

/** The last one at or before a step; the first where all are later; undefined where there is none. */
export function lastUpTo<Study extends { readonly step: number }>(
  studies: readonly Study[],
  step: number,
): Study | undefined {
  return studies.findLast((study) => study.step <= step) ?? studies[0];
}
