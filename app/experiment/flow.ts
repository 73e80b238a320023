import * as v from 'valibot';
import { isSchedule, valueAt, type Scheduled } from './schedule.ts';
import { integer, number } from './value.ts';

/** Ranges of what a gradient flow is followed with (docs/studies.md). */
export const flowRanges = {
  /** Of the local error of a step of the integrator: at most tolerance·(1 + ‖w‖). */
  tolerance: number({ min: 1e-12, max: 0.1 }),
  /** Gradient evaluations after which it ends. */
  evaluations: integer({ min: 100, max: 1_000_000_000 }),
};

export const flowDefaults = { tolerance: 1e-6, evaluations: 500_000 } as const;

/** Ten roundings of ‖w‖ in float32: an error below it is not seen. */
export const LEAST_TOLERANCE_FLOAT32 = 1e-6;

/** How the gradient flow from the start of a run is followed beside it. */
export const FlowMeasure = v.strictObject({
  tolerance: v.optional(flowRanges.tolerance, flowDefaults.tolerance),
  evaluations: v.optional(flowRanges.evaluations, flowDefaults.evaluations),
});

/** A step of a run, and the flow's time there. */
export interface FlowMark {
  readonly step: number;
  readonly time: number;
}

/** ηt, the sum of the step sizes up to a step: the flow's time there. @param from an earlier step, to go on from */
export function flowTime(stepSize: Scheduled, step: number, from: FlowMark = { step: 0, time: 0 }): number {
  if (!isSchedule(stepSize)) return stepSize * step;
  let { time } = from;
  for (let t = from.step; t < step; t++) time += valueAt(stepSize, t);
  return time;
}
