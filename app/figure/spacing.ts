import { firstPlace, type StepMap } from './abscissa.ts';
import { rulers, type Scale } from './scale.ts';
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

/** Buckets of as many steps as each has before it: equal on a logarithmic axis. Step 0, which has no place on it, counts to the first. */
const byLogarithm: Spacing = {
  name: 'log step',
  of: (step) => Math.log(Math.max(step, 1)),
  step: (at) => (at < 0 ? 0 : Math.exp(at)),
};

/** Whether the buckets are the same for every run that is read over the same steps. */
export function isShared(spacing: Spacing): boolean {
  return spacing === bySteps || spacing === byLogarithm;
}

/** Buckets of one width on a horizontal axis. @param name of the axis */
export function spacingOf(name: string, map: StepMap, scale: Scale = 'linear'): Spacing {
  if (map.isEven) return scale === 'log' ? byLogarithm : bySteps;
  const ruler = rulers[scale];
  // Before the first step that advances a logarithmic axis has nothing.
  const least = scale === 'log' ? (firstPlace({ map, step: 2 ** 30 }) ?? 1) : -Infinity;
  return {
    name: `${scale} ${name}`,
    of: (step) => ruler.of(Math.max(map.place(step), least)),
    step: (at) => map.step(ruler.value(at)),
  };
}

const ROUNDING = 1e-6; // steps: what a step and back may miss it by

/** The buckets of [from, to] as the lab is asked for them: so many, or the whole steps at which they begin. */
export function bucketsOf(spacing: Spacing, stretch: Stretch, count: number): number | number[] {
  if (spacing === bySteps) return count;
  const ends = { from: spacing.of(stretch.from), to: spacing.of(stretch.to) };
  const begins = Array.from({ length: count }, (_, index) =>
    Math.ceil(spacing.step(ends.from + (index / count) * span(ends)) - ROUNDING),
  );
  return begins.filter((step, index) => index === 0 || step > begins[index - 1]!);
}
