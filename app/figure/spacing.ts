import type { StepMap } from './abscissa.ts';
import { span, type Stretch } from './stretch.ts';

/** Along what the buckets of a curve are equal, so that each takes as many pixels as every other. Both functions rise. */
export interface Spacing {
  /** Curves of one run that were read in one spacing hold the same buckets. */
  readonly name: string;
  of(step: number): number;
  step(at: number): number;
}

/** Buckets of so many steps each. */
export const bySteps: Spacing = { name: 'step', of: (step) => step, step: (at) => at };

/** Buckets of one width on a horizontal axis. @param name of the axis */
export function spacingOf(name: string, map: StepMap): Spacing {
  return map.isEven ? bySteps : { name, of: (step) => map.place(step), step: (place) => map.step(place) };
}

/** The buckets of [from, to] as the lab is asked for them: so many, or the whole steps at which they begin. */
export function bucketsOf(spacing: Spacing, stretch: Stretch, count: number): number | number[] {
  if (spacing === bySteps) return count;
  const ends = { from: spacing.of(stretch.from), to: spacing.of(stretch.to) };
  const begins = Array.from({ length: count }, (_, index) =>
    Math.ceil(spacing.step(ends.from + (index / count) * span(ends))),
  );
  return begins.filter((step, index) => index === 0 || step > begins[index - 1]!);
}
