import type { RunEvent } from '../run/run.ts';
import type { StepMap } from './abscissa.ts';
import type { Stretch } from './stretch.ts';

/** Events of one kind within a stretch. */
export interface EventRow {
  readonly kind: string;
  /** Rising. */
  readonly steps: readonly number[];
  /** Where they lie on the horizontal axis. */
  readonly places: readonly number[];
}

/** The events whose steps lie within a stretch of the horizontal axis. */
export function eventsWithin(
  events: readonly RunEvent[],
  { from, to }: Stretch,
  map: Pick<StepMap, 'place'>,
): RunEvent[] {
  return events.filter(({ step }) => map.place(step) >= from && map.place(step) <= to);
}

/** The events within a stretch by their kind, in the order in which the kinds were first noticed. */
export function eventRows(
  events: readonly RunEvent[],
  stretch: Stretch,
  map: Pick<StepMap, 'place'>,
): EventRow[] {
  const shown = eventsWithin(events, stretch, map).sort((a, b) => a.step - b.step);
  return [...Map.groupBy(shown, ({ kind }) => kind)].map(([kind, all]) => ({
    kind,
    steps: all.map(({ step }) => step),
    places: all.map(({ step }) => map.place(step)),
  }));
}

/** A kind as words, with its step or how often: `first flip, step 12`, `spike, 3 times`. */
export function kindWords(kind: string, steps: readonly number[]): string {
  const name = kind.replaceAll('-', ' ');
  return steps.length === 1 ? `${name}, step ${steps[0]}` : `${name}, ${steps.length} times`;
}
