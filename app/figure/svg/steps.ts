import type { Run } from '../../run/run.ts';
import type { Abscissa, StepMap } from '../abscissa.ts';
import type { Appearance } from '../appearance.ts';
import type { Curve } from '../curve.ts';
import type { StepFigure } from '../figure.ts';
import { axisOf, burstBeyond, endLabel, isWhole, type Axis, type Line } from '../line.ts';
import { lookOf, placeNote } from '../pairing.ts';
import { placeOn } from '../plane.ts';
import { leavesOut, leftOutNote, type Scale } from '../scale.ts';
import { stretchText } from '../stretch-text.ts';
import type { Stretch } from '../stretch.ts';
import { flipStrip, stripSentence, type FlipStrip } from '../strip.ts';
import { alone, ownerOf, sourceLines, type Source, type Subject } from '../subject.ts';
import { formatTick } from '../ticks.ts';
import { wordsOf } from './colour.ts';
import { clipped, frame, type Box } from './frame.ts';
import { drawnLine, sample } from './lines.ts';
import { BETWEEN, drawingBuckets, LEFT, TOP } from './measures.ts';
import type { Body } from './page.ts';
import { drawnStrip, STRIP } from './strip.ts';

/** What a drawing along the steps is made of. */
export interface StepDrawing {
  /** What is drawn as one each. */
  readonly subjects: readonly Subject[];
  /** Of runs and subjects, by their ids. */
  readonly looks: ReadonlyMap<string, Appearance>;
  /** Whether seeds that are drawn as one are drawn thin behind their mean. */
  readonly behind?: boolean;
  /** What was read of a series of a source; null where it was not recorded. */
  readonly curve: (source: Source, series: string) => Curve | null;
  /** What the horizontal axis counts. */
  readonly abscissa: Abscissa;
  /** How it spaces that; evenly where nothing is said. */
  readonly across?: Scale;
  /** Where the steps of a run lie on it. */
  readonly map: (run: Run) => StepMap;
  /** The stretch of it that is shown. */
  readonly stretch: Stretch;
  /** Whether panels of one figure share their vertical axis. */
  readonly sharedAxes: boolean;
}

const TITLE = 29; // px from a panel down to the title of its steps
const PANEL = { wide: 300, plain: 240 };

const STRIP_NOTE =
  'Strip: least and greatest flip rate between two measurements; dashed: the direction changed, the flip there is masked.';

/** Panels of lines over the steps, below each a strip of flips where the figure has one. */
export function stepBody(figure: StepFigure, drawing: StepDrawing): Body {
  const { subjects, looks, abscissa, across = 'linear', stretch, sharedAxes } = drawing;
  const lines = linesOf(figure, drawing);
  const panels =
    figure.panels === 'each'
      ? subjects
          .map((subject) => ({ subject, own: lines.filter((line) => line.subject === subject.id) }))
          .filter(({ own }) => own.length > 0)
          .map(({ subject, own }) => ({
            ...{ own, strip: stripOf(figure, drawing, subject) },
            owner: looks.get(subject.id),
          }))
      : [{ own: lines, strip: null, owner: undefined }];
  const shared = sharedAxes ? axisOf(lines, stretch, figure) : null;
  const height = figure.wide ? PANEL.wide : PANEL.plain;
  let top = TOP;
  const drawn = panels.map(({ own, strip, owner }, index) => {
    const box = { left: LEFT, top, width: drawingBuckets, height };
    const below = top + height + STRIP.above;
    top += height + BETWEEN + (strip ? STRIP.room : 0);
    return (
      panel(figure, { stretch, across }, own, shared ?? axisOf(own, stretch, figure), {
        box,
        title: index === panels.length - 1 ? abscissa.unit : '',
        below: TITLE + (strip ? STRIP.room : 0),
        owner,
      }) +
      (strip
        ? drawnStrip(
            strip,
            placeOn(stretch, across, LEFT, LEFT + drawingBuckets),
            { left: LEFT, top: below },
            own[0],
          )
        : '')
    );
  });
  return {
    panels: drawn,
    bottom: top + 6,
    legend: lines.filter(isNamed).map((line) => ({
      words: endLabel(line),
      colour: wordsOf(line.appearance),
      sample: (x, y, width) => sample(line, boundDash(lines, line), { x, y, width }),
    })),
    description: [
      descriptionOf(drawing, lines),
      ...panels.flatMap(({ own, strip }) =>
        strip ? [`${own[0]?.appearance.label ?? ''}: ${stripSentence(strip, abscissa)}`] : [],
      ),
    ].join(' '),
    notes: [
      ...[placeNote(figure, abscissa, subjects)].filter((note) => note !== null),
      ...(panels.some(({ strip }) => strip) ? [STRIP_NOTE] : []),
      ...(leavesOut(figure.scale, lines, stretch) ? [leftOutNote] : []),
    ],
  };
}

function stripOf(
  figure: StepFigure,
  { curve, map, across = 'linear', stretch }: StepDrawing,
  { kind, runs: [run] }: Subject,
): FlipStrip | null {
  if (!figure.flips || kind !== 'run') return null;
  const recorded = {
    flipShare: curve(alone(run), 'flipShare'),
    overlap: curve(alone(run), 'overlap'),
    run,
    map: map(run),
  };
  return flipStrip(recorded, stretch, across, drawingBuckets);
}

/** A line, and whose panel it belongs to. */
interface PanelLine extends Line {
  readonly subject: string;
}

/** The lines of a figure, as far as they were recorded. */
function linesOf(
  figure: StepFigure,
  { subjects, looks, behind = false, curve, map }: StepDrawing,
): PanelLine[] {
  return subjects.flatMap((subject) => {
    const own = map(subject.runs[0]);
    return sourceLines(figure, subject, behind).flatMap((line) => {
      const { figureCurve, part, source } = line;
      const read = curve(source, figureCurve.series);
      const run = ownerOf(subject, line);
      const appearance = lookOf(subject, line, looks);
      if (!read || read.step.length === 0 || !appearance) return [];
      const x = read.step.map((step) => own.place(step));
      return [{ subject: subject.id, run, part, figureCurve, appearance, curve: read, x }];
    });
  });
}

/** In the legend a band stands for its seeds where they have no mean. */
function isNamed(line: Line, _: number, all: readonly Line[]): boolean {
  if (isWhole(line)) return true;
  const { run, figureCurve, part } = line;
  const hasMean = all.some(
    (other) => isWhole(other) && other.run === run && other.figureCurve === figureCurve,
  );
  return part === 'greatest' && !hasMean;
}

/** The lower end of the band whose upper end a line is; null for every other line. */
function lowerEnd(lines: readonly Line[], { run, part, figureCurve }: Line): Line | null {
  if (part !== 'greatest') return null;
  return (
    lines.find(
      (other) =>
        other.part === 'least' && other.run === run && other.figureCurve.series === figureCurve.series,
    ) ?? null
  );
}

function panel(
  figure: StepFigure,
  { stretch, across }: { readonly stretch: Stretch; readonly across: Scale },
  lines: readonly Line[],
  axis: Axis,
  {
    box,
    title,
    below,
    owner,
  }: {
    readonly box: Box;
    readonly title: string;
    readonly below: number;
    readonly owner: Appearance | undefined;
  },
): string {
  const { left, top, width, height } = box;
  const x = placeOn(stretch, across, left, left + width);
  const y = placeOn(axis, figure.scale, top + height, top);
  return (
    frame({
      box,
      x: { range: stretch, scale: across, title, place: x, grid: false, below },
      y: { range: axis, scale: figure.scale, title: figure.axis, place: y },
      owner: owner ? { words: owner.label, colour: wordsOf(owner) } : null,
      beyond: burstBeyond(lines, stretch, figure, axis),
    }) +
    clipped(
      box,
      lines
        .map((line, rank) =>
          drawnLine(
            line,
            { stretch, across, width, x, y },
            { rank, dash: boundDash(lines, line), lower: lowerEnd(lines, line) },
          ),
        )
        .join(''),
    )
  );
}

const BOUND_DASHES = ['5 4', '2 3', '9 3 2 3'];

/** Bounds of one run are told apart by their dash. */
function boundDash(lines: readonly Line[], line: Line): string {
  const bounds = lines.filter(({ run, figureCurve }) => run === line.run && figureCurve.role === 'bound');
  return BOUND_DASHES[bounds.indexOf(line) % BOUND_DASHES.length] ?? '5 4';
}

/** What a screen reader is told: each line with its last value. */
function descriptionOf({ abscissa, stretch }: StepDrawing, lines: readonly Line[]): string {
  const each = lines
    .filter(({ part }) => part !== 'member')
    .map((line) => {
      const { step, value } = line.curve;
      return `${endLabel(line)} ends at ${formatTick(Number((value.at(-1) ?? NaN).toPrecision(4)))} at step ${step.at(-1) ?? 0}`;
    });
  const shown = stretchText(abscissa, stretch);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}. ${each.join('; ')}.`;
}
