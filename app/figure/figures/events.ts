import type { EventFigure } from '../figure.ts';

/** What was noticed along the runs, a row for each (docs/series.md, Events). */
export const events: EventFigure = {
  kind: 'events',
  name: 'events',
  title: 'What happened',
  formula: 'events by the step they were noticed at',
  wide: true,
};
