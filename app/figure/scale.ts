import type { Figure, StepFigure } from './figure.ts';
import type { Line } from './line.ts';
import { visible } from './line.ts';
import type { Stretch } from './stretch.ts';

/** How an axis spaces its numbers. */
export type Scale = 'linear' | 'log';

/** From the numbers of an axis to what is even on it, and back. */
export interface Ruler {
  of(value: number): number;
  value(at: number): number;
}

export const rulers: Readonly<Record<Scale, Ruler>> = {
  linear: { of: (value) => value, value: (at) => at },
  log: { of: Math.log, value: Math.exp },
};

/** A stretch measured by a ruler. */
export function measured(ruler: Ruler, { from, to }: Stretch): Stretch {
  return { from: ruler.of(from), to: ruler.of(to) };
}

/** The stretch that a ruler measures so. */
export function stretched(ruler: Ruler, { from, to }: Stretch): Stretch {
  return { from: ruler.value(from), to: ruler.value(to) };
}

/** Where a value lies on [from, to]: 0 to 1; not finite where the scale has no place for it. */
export function shareOf(scale: Scale, { from, to }: Stretch, value: number): number {
  return sharesOf(scale, { from, to })(value);
}

/** `shareOf` of many values. */
export function sharesOf(scale: Scale, { from, to }: Stretch): (value: number) => number {
  if (scale === 'linear') return (value) => (value - from) / (to - from);
  const length = Math.log(to / from);
  return (value) => Math.log(value / from) / length;
}

/** A figure on the vertical scale that it does not have by itself. Loss and norms have a zero, which a linear axis then holds. */
export function turned(figure: StepFigure): StepFigure {
  return figure.scale === 'log'
    ? { ...figure, scale: 'linear', holds: 'zero' }
    : { ...figure, scale: 'log', holds: 'data' };
}

/** A figure's formula, with what has to be said of its axis. */
export function formulaOf(figure: Figure): string {
  const { formula } = figure;
  if (figure.kind !== 'steps') return formula;
  const [first = '', ...rest] = formula.split('; ');
  return [figure.scale === 'log' ? `${first}, log` : first, ...rest].join('; ');
}

/** Whether a logarithmic axis has no place for some of the values shown: those at or below zero. */
export function leavesOut(scale: Scale, lines: readonly Line[], stretch: Stretch): boolean {
  return (
    scale === 'log' &&
    lines.some((line) => line.curve.value.subarray(...visible(line, stretch)).some((value) => value <= 0))
  );
}

/** What is said where it does. */
export const leftOutNote = 'Values at or below 0 have no place on a logarithmic axis and are left out.';
