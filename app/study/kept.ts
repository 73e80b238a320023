import type { Flow } from './flow.ts';
import type { Slice } from './slice.ts';
import type { Spectrum } from './spectrum.ts';

/** What was measured of a run on demand and is kept with it (docs/studies.md). */
export interface KeptStudies {
  /** In order of step. */
  readonly spectra: readonly Spectrum[];
  /** In order of step, then of plane. */
  readonly slices: readonly Slice[];
  readonly flow: Flow | null;
}

export const noStudies: KeptStudies = { spectra: [], slices: [], flow: null };

/** The last one at or before a step; the first where all are later; undefined where there is none. */
export function lastUpTo<Study extends { readonly step: number }>(
  studies: readonly Study[],
  step: number,
): Study | undefined {
  return studies.findLast((study) => study.step <= step) ?? studies[0];
}
