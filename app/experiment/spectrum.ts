import * as v from 'valibot';
import { integer, list } from './value.ts';

/** Ranges of what a spectrum is measured with (docs/studies.md). */
export const spectrumRanges = {
  /** Probe vectors. */
  vectors: integer({ min: 1, max: 1000 }),
  /** Lanczos steps a probe. */
  steps: integer({ min: 2, max: 500 }),
  /** k: how many leading eigenvalues. */
  count: integer({ min: 1, max: 64 }),
};

export const spectrumDefaults = { vectors: 10, steps: 80, count: 5 } as const;

const MOST_SPECTRA = 64; // of a run: the parameters of each step are kept with it

/** Where along a run the spectrum of ∇²ℓ is measured, and how. */
export const SpectrumMeasure = v.strictObject({
  /** Steps t at whose parameters w_t it is measured, in any order. */
  at: list(integer({ min: 0 }), { of: 'steps', min: 1, max: MOST_SPECTRA }),
  vectors: v.optional(spectrumRanges.vectors, spectrumDefaults.vectors),
  steps: v.optional(spectrumRanges.steps, spectrumDefaults.steps),
  count: v.optional(spectrumRanges.count, spectrumDefaults.count),
});

export type SpectrumMeasure = v.InferOutput<typeof SpectrumMeasure>;

const MOST_SIDE_BY_SIDE = 8;
const MOST_BYTES = 5e8; // of the bases of the probes that are taken side by side

/** How many probes' bases of Lanczos are held at once: one at least. @param parameters n */
export function probesSideBySide(
  parameters: number,
  { vectors, steps }: Pick<SpectrumMeasure, 'vectors' | 'steps'>,
): number {
  const fitting = Math.floor(MOST_BYTES / (8 * parameters * steps));
  return Math.max(1, Math.min(MOST_SIDE_BY_SIDE, vectors, fitting));
}
