import { arrayOf, type StudyArrays } from './study.ts';

/** How far two runs with one start are from each other at every step. */
export interface DistanceQuestion {
  readonly kind: 'distance';
  /** Id of the run beside the one that is asked about. */
  readonly other: string;
  /** The last step: both runs came to it. */
  readonly last: number;
}

/** ‖w_t − w′_t‖ of two runs (docs/studies.md). */
export interface Distance {
  /** Ids of the runs. */
  readonly id: string;
  readonly other: string;
  /** At steps 0, 1, 2, … W. */
  readonly distance: Float64Array;
}

/** The series of a run that its distance from another is kept as. */
export function distanceSeries(other: string): string {
  return `distance.${other}`;
}

/** The one array of the answer. */
export const DISTANCE = 'distance';

export function distanceOf(id: string, { other }: DistanceQuestion, arrays: StudyArrays): Distance {
  return { id, other, distance: arrayOf(arrays, DISTANCE) };
}
