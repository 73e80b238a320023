import type { Curve } from './curve.ts';

/** A value a step: that of a series at the step, or `lag` steps after it. */
export interface Coordinate {
  readonly curve: Pick<Curve, 'step' | 'value'> | null;
  readonly lag?: number;
}

/** Points in a plane, each of one step. */
export interface Pairs {
  /** Rising. */
  readonly step: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * (x_t, y_t) at the steps t at which both were recorded, and at no others: nothing stands in for a value that is missing. Where one of a pair is no
 * number both are NaN, so that a line through the pairs has a gap there.
 */
export function pairs(x: Coordinate, y: Coordinate): Pairs {
  const [a, b] = [x.curve, y.curve];
  if (!a || !b) return { step: new Float64Array(), x: new Float64Array(), y: new Float64Array() };
  const [lagX, lagY] = [x.lag ?? 0, y.lag ?? 0];
  const most = Math.min(a.step.length, b.step.length);
  const [step, first, second] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  let [i, j, count] = [0, 0, 0];
  while (i < a.step.length && j < b.step.length) {
    const [atX, atY] = [(a.step[i] ?? 0) - lagX, (b.step[j] ?? 0) - lagY];
    if (atX < atY) i++;
    else if (atX > atY) j++;
    else {
      const [one, other] = [a.value[i++] ?? NaN, b.value[j++] ?? NaN];
      const known = Number.isFinite(one) && Number.isFinite(other);
      step[count] = atX;
      first[count] = known ? one : NaN;
      second[count] = known ? other : NaN;
      count++;
    }
  }
  return { step: step.subarray(0, count), x: first.subarray(0, count), y: second.subarray(0, count) };
}

/** Without the pairs that are no numbers. */
export function knownPairs({ step, x, y }: Pairs): Pairs {
  const known: Pairs = { step: step.slice(), x: x.slice(), y: y.slice() };
  let count = 0;
  for (let index = 0; index < step.length; index++) {
    const value = x[index] ?? NaN;
    if (!Number.isFinite(value)) continue;
    known.step[count] = step[index] ?? NaN;
    known.x[count] = value;
    known.y[count++] = y[index] ?? NaN;
  }
  return {
    step: known.step.subarray(0, count),
    x: known.x.subarray(0, count),
    y: known.y.subarray(0, count),
  };
}
