import * as v from 'valibot';
import { FlowMeasure, LEAST_TOLERANCE_FLOAT32 } from '../flow.ts';
import { contradiction, when } from './check.ts';

const { tolerance } = FlowMeasure.entries;

/** A tolerance that the run's precision does not resolve. */
export const flowChecks = [
  when(
    { precision: v.literal('float32'), measure: v.object({ flow: v.object({ tolerance }) }) },
    ({ measure: { flow } }) =>
      flow.tolerance >= LEAST_TOLERANCE_FLOAT32
        ? []
        : [
            contradiction(
              'measure.flow.tolerance',
              `float32 resolves no tolerance below ${LEAST_TOLERANCE_FLOAT32}, got ${flow.tolerance}; use precision "float64" or a larger tolerance.`,
            ),
          ],
  ),
];
