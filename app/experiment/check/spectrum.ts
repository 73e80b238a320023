import * as v from 'valibot';
import { Experiment } from '../experiment.ts';
import { SpectrumMeasure } from '../spectrum.ts';
import { atMost, when } from './check.ts';

const { at } = SpectrumMeasure.entries;

/** Spectra after the last step. */
export const spectrumChecks = [
  when(
    { steps: Experiment.entries.steps, measure: v.object({ spectrum: v.object({ at }) }) },
    ({ steps, measure }) =>
      measure.spectrum.at.flatMap((step, i) =>
        atMost(`measure.spectrum.at[${i}]`, step, steps, 'the steps of the run'),
      ),
  ),
];
