import { longestSunk, type SeriesPoints } from '../series/flips.ts';
import type { Summary } from './run.ts';
import type { SummarySource } from './summary.ts';

const ON_THE_CYCLE = 0.1; // of a
const NEAR = 1e-3; // of a: closer to the cycle a deviation shrinks by the same factor at every step
const RESOLVED = 1e-10; // of a: closer than this it is rounding
const ABOVE_REST = 100; // times the least distance that is reached: below this too
const FEWEST = 10; // steps that tell a rate
const SUNK = 5; // steps in a row at which δ is not resolved: one or two are where it passes 0

/**
 * First step from which |δ| stays within ON_THE_CYCLE of the predicted a, to the end; null where it does not end there, and where δ was below what
 * the precision resolves before: then rounding says when the bounce begins.
 */
export function cycleStep(source: SummarySource): number | null {
  const oscillation = source.read('oscillation', 0);
  const { step, value } = oscillation;
  const predicted = source.read('cycleAmplitude', 0);
  let from: number | null = null;
  let at = predicted.step.length - 1;
  for (let i = value.length - 1; i >= 0; i--) {
    while (at > 0 && predicted.step[at]! > step[i]!) at--;
    const amplitude = predicted.value[at] ?? NaN;
    if (!(Math.abs(Math.abs(value[i]!) - amplitude) <= ON_THE_CYCLE * amplitude)) break;
    from = step[i]!;
  }
  const oscillationFloor = source.read('oscillationFloor', 0);
  return from !== null && longestSunk({ oscillation, oscillationFloor }, from) < SUNK ? from : null;
}

/** How the distance from the cycle shrank in a step, over the stretch where it is small and above rounding; null where that is too short. */
export function contractionRate(source: SummarySource): number | null {
  const { objective, optimizer } = source.experiment;
  if (objective.kind !== 'quadratic' || optimizer.kind === 'gd') return null;
  const distance = source.read('cycleDistance', 0);
  const bounce = source.read('cycleAmplitude', 0).value.at(-1);
  if (!bounce || distance.value.length === 0) return null;
  const least = distance.value.reduce((a, b) => Math.min(a, b));
  const floor = Math.max(RESOLVED * bounce, ABOVE_REST * least);
  const begin = distance.value.findIndex((value) => value < NEAR * bounce);
  const after = distance.value.findIndex((value) => value < floor);
  const end = (after === -1 ? distance.value.length : after) - 1;
  if (begin === -1 || end - begin < FEWEST) return null;
  const steps = distance.step[end]! - distance.step[begin]!;
  return (distance.value[end]! / distance.value[begin]!) ** (1 / steps);
}

/**
 * What λ₁ at the midpoint changed by while the drift was measured, and what theory expects, summed over the measurements; where a cycle is predicted,
 * from the step on at which it is reached.
 */
export function sharpnessChanges(
  source: SummarySource,
  reached: number | null,
): Pick<Summary, 'sharpnessChange' | 'predictedSharpnessChange'> {
  const measured = source.read('sharpnessRate', 0);
  const predicted = byStep(source.read('predictedSharpnessRate', 0));
  const midpoints = source.read('midpointSharpness', 0).step;
  const before = new Map(Array.from(midpoints, (step, i) => [step, midpoints[i - 1]]));
  const from = source.read('cycleAmplitude', 0).step.length === 0 ? 0 : (reached ?? Infinity);
  let [change, expected, count] = [0, 0, 0];
  for (let i = 0; i < measured.step.length; i++) {
    const step = measured.step[i]!;
    const rate = predicted.get(step);
    const last = before.get(step);
    if (rate === undefined || last === undefined || last < from) continue;
    change += measured.value[i]! * (step - last);
    expected += rate * (step - last);
    count++;
  }
  return count === 0
    ? { sharpnessChange: null, predictedSharpnessChange: null }
    : { sharpnessChange: change, predictedSharpnessChange: expected };
}

function byStep({ step, value }: SeriesPoints): Map<number, number> {
  return new Map(Array.from(step, (at, i) => [at, value[i]!]));
}
