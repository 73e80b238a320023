import type { Run, RunEvent } from '../../run/run.ts';
import type { Abscissa, StepMap } from '../abscissa.ts';
import { appearances } from '../appearance.ts';
import { eventRows, eventsWithin, kindWords } from '../event-rows.ts';
import { placeOn } from '../plane.ts';
import type { Scale } from '../scale.ts';
import type { Stretch } from '../stretch.ts';
import { ticksOn } from '../ticks.ts';
import { grid, lineOf, paper, quiet, wordsOf } from './colour.ts';
import { element, escaped } from './element.ts';
import { mark } from './lines.ts';
import { BETWEEN, drawingBuckets, LEFT, LETTER, TOP } from './measures.ts';
import type { Body } from './page.ts';

interface EventDrawing {
  readonly runs: readonly Run[];
  readonly events: (run: Run) => readonly RunEvent[];
  readonly abscissa: Abscissa;
  readonly map: (run: Run) => StepMap;
  readonly across?: Scale;
  readonly stretch: Stretch;
}

const LINE = 15; // px of a row of words
const ABOVE = 20; // px for the run's label

/** A band for each run: its events at their steps, each kind on a line of its own, said in words. */
export function eventBody({ runs, events, abscissa, map, across = 'linear', stretch }: EventDrawing): Body {
  const looks = appearances(runs);
  const x = placeOn(stretch, across, LEFT, LEFT + drawingBuckets);
  let top = TOP;
  const panels: string[] = [];
  for (const run of runs) {
    const appearance = looks.get(run.id);
    if (!appearance) continue;
    const rows = eventRows(events(run), stretch, map(run));
    const label = { x: LEFT, y: top + 8, 'font-size': 12, 'font-weight': 600, fill: wordsOf(appearance) };
    panels.push(element('text', label, escaped(appearance.label)));
    top += ABOVE;
    if (rows.length === 0) panels.push(text(LEFT, top + 6, 'nothing noteworthy here'));
    for (const { kind, steps, places } of rows) {
      const [first = 0] = places;
      const said = kindWords(kind, steps);
      // Left of the first mark where they would not fit between the marks and the right edge.
      const width = said.length * 10.5 * LETTER;
      const room = LEFT + drawingBuckets - x(places.at(-1) ?? 0) - 10;
      const place: readonly [number, 'start' | 'end'] =
        room >= width ? [x(places.at(-1) ?? 0) + 8, 'start'] : [x(first) - 8, 'end'];
      panels.push(
        element('line', { x1: LEFT, x2: LEFT + drawingBuckets, y1: top + 4, y2: top + 4, stroke: grid }) +
          places
            .map((place) => mark(appearance.marker, x(place), top + 4, 3.2, lineOf(appearance)))
            .join('') +
          (place[1] === 'end' && place[0] - width < LEFT
            ? text(LEFT + drawingBuckets, top - 2, said, 'end')
            : text(place[0], top + 8, said, place[1])),
      );
      top += LINE;
    }
    if (rows.length === 0) top += LINE;
    top += 6;
  }
  const ticks = ticksOn(across, stretch).map(
    ({ value: tick, label }) =>
      element('line', { x1: x(tick), x2: x(tick), y1: top, y2: top + 4, stroke: quiet }) +
      text(x(tick), top + 16, label, 'middle'),
  );
  panels.push(
    element('line', { x1: LEFT, x2: LEFT + drawingBuckets, y1: top, y2: top, stroke: quiet }) +
      ticks.join('') +
      text(LEFT + drawingBuckets, top + 29, abscissa.unit + (across === 'log' ? ' (log)' : ''), 'end'),
  );
  return {
    panels,
    bottom: top + BETWEEN + 6,
    legend: runs.flatMap((run) => {
      const appearance = looks.get(run.id);
      if (!appearance) return [];
      const sample = (at: number, y: number, width: number): string =>
        mark(appearance.marker, at + width / 2, y, 3.4, lineOf(appearance));
      return [{ words: appearance.label, colour: wordsOf(appearance), sample }];
    }),
    description: runs
      .map((run) =>
        sentenceOf(looks.get(run.id)?.label ?? run.id, eventsWithin(events(run), stretch, map(run))),
      )
      .join(' '),
    notes: [],
  };
}

function sentenceOf(label: string, shown: readonly RunEvent[]): string {
  if (shown.length === 0) return `${label}: nothing noteworthy here.`;
  return `${label}: ${shown.map(({ step, sentence }) => `step ${step}: ${sentence}`).join(' ')}`;
}

function text(x: number, y: number, words: string, anchor = 'start'): string {
  // A pale border keeps words on lines readable.
  const border = { stroke: paper, 'stroke-width': 3, 'paint-order': 'stroke' };
  const style = { 'font-size': 10.5, fill: quiet, ...border, 'text-anchor': anchor };
  return element('text', { x, y, ...style }, escaped(words));
}
