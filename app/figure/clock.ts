import type { SeriesPoints } from '../series/flips.ts';
import type { StepMap } from './abscissa.ts';
import { indexAt } from './curve.ts';

/** How far a run is, and what it took. */
interface Reached {
  readonly step: number;
  /** Computing time. */
  readonly seconds: number;
}

/**
 * Where the steps of a run lie by the computing time in which they were reached: even between the recorded steps, from 0 at the start to what the run
 * has reached; beyond that as it was at last. Null where no time was recorded.
 * @param recorded the series `seconds`, whole
 */
export function clocked(recorded: SeriesPoints, { step, seconds }: Reached): StepMap | null {
  const count = recorded.step.length;
  if (count === 0) return null;
  // A run that was begun before its time was recorded has the first point later.
  const isFromStart = recorded.step[0] === 0;
  // What is told of the run may be older than the last point.
  const isBeyond = step > recorded.step[count - 1]! && seconds > recorded.value[count - 1]!;
  const steps = joined(isFromStart ? [] : [0], recorded.step, isBeyond ? [step] : []);
  const places = joined(isFromStart ? [] : [0], recorded.value, isBeyond ? [seconds] : []);
  return {
    place: (at) => between(steps, places, at),
    step: (at) => Math.max(0, between(places, steps, at)),
    isEven: false,
  };
}

function joined(
  before: readonly number[],
  values: Float64Array,
  after: readonly number[],
): Float64Array<ArrayBuffer> {
  return Float64Array.from([...before, ...values, ...after]);
}

/** The value at a place by the line through its neighbours; beyond the ends by that of the first or the last two. @param x rising */
function between(x: Float64Array, y: Float64Array, at: number): number {
  if (x.length === 1) return y[0]!;
  const before = Math.min(Math.max(indexAt(x, at), 0), x.length - 2);
  const [left, right] = [x[before]!, x[before + 1]!];
  const [low, high] = [y[before]!, y[before + 1]!];
  return right > left ? low + ((at - left) / (right - left)) * (high - low) : high;
}
