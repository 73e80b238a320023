import { describeExperiment } from '../../experiment/describe.ts';
import type { Run } from '../../run/run.ts';
import type { Abscissa } from '../abscissa.ts';
import { appearances } from '../appearance.ts';
import type { Curve } from '../curve.ts';
import type { Figure } from '../figure.ts';
import { axisOf, burstBeyond, endLabel, type Axis, type Line } from '../line.ts';
import { formulaOf, leavesOut, leftOutNote, shareOf, type Scale } from '../scale.ts';
import { stretchText } from '../stretch-text.ts';
import type { Stretch } from '../stretch.ts';
import { formatLogTick, formatTick, linearTicks, logTicks } from '../ticks.ts';
import { grid, ink, paper, quiet, wordsOf } from './colour.ts';
import { element, escaped } from './element.ts';
import { drawnLine, sample, type Scales } from './lines.ts';

/** What a drawing is made of. */
export interface Drawing {
  readonly figure: Figure;
  readonly runs: readonly Run[];
  /** What was read of a series of a run; null where it was not recorded. */
  readonly curve: (run: Run, series: string) => Curve | null;
  /** What the horizontal axis counts. */
  readonly abscissa: Abscissa;
  /** How it spaces that; evenly where nothing is said. */
  readonly across?: Scale;
  /** The stretch of it that is shown. */
  readonly stretch: Stretch;
  /** Whether panels of one figure share their vertical axis. */
  readonly sharedAxes: boolean;
  /** Of Ravine, for the caption. */
  readonly version: string;
}

const WIDTH = 720;
const [LEFT, RIGHT, TOP] = [64, 20, 62];
const PANEL = { wide: 300, plain: 240 };
const BETWEEN = 40; // panels, the ticks of the upper one between them
const LEGEND_LINE = 18;
const CAPTION_LINE = 14;
const LETTER = 0.56; // of a letter's height, its width on the average
const FONT = "Inter, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** Buckets of a curve that this width has pixels for. */
export const drawingBuckets = WIDTH - LEFT - RIGHT;

/**
 * A figure as an SVG drawing, written as vectors from the series: title, axes with their units, lines with dash and marker, legend, and a caption that
 * holds the settings of every run, so that it can be told later what it shows. The same series give the same text.
 */
export function drawFigure(drawing: Drawing): string {
  const { figure, runs, stretch, sharedAxes } = drawing;
  const lines = linesOf(drawing);
  const panels =
    figure.panels === 'each'
      ? runs.map((run) => lines.filter((line) => line.run === run.id)).filter((own) => own.length > 0)
      : [lines];
  const shared = sharedAxes ? axisOf(lines, stretch, figure) : null;
  const height = figure.wide ? PANEL.wide : PANEL.plain;
  const drawn = panels.map((own, index) =>
    panel(drawing, own, shared ?? axisOf(own, stretch, figure), {
      top: TOP + index * (height + BETWEEN),
      height,
      isLast: index === panels.length - 1,
    }),
  );
  const bottom = TOP + panels.length * (height + BETWEEN) + 6;
  const legend = legendOf(lines, bottom);
  const caption = captionOf(drawing, lines, bottom + legend.height + 8);
  const total = bottom + legend.height + caption.height + 16;
  const title = escaped(figure.title);
  const parts = [
    element('title', {}, title),
    element('desc', {}, escaped(descriptionOf(drawing, lines))),
    element('rect', { width: WIDTH, height: total, fill: paper }),
    element('text', { x: LEFT, y: 22, 'font-size': 15, 'font-weight': 600, fill: ink }, title),
    element('text', { x: LEFT, y: 39, 'font-size': 11, fill: quiet }, escaped(cut(formulaOf(figure), 110))),
    ...drawn,
    legend.text,
    caption.text,
  ];
  const attributes = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: total, viewBox: `0 0 ${WIDTH} ${total}` },
    ...{ role: 'img', 'font-family': FONT, 'data-figure': figure.name },
  };
  return `${element('svg', attributes, `\n${parts.filter(Boolean).join('\n')}\n`)}\n`;
}

/** The lines of a figure, as far as they were recorded. */
function linesOf({ figure, runs, curve, abscissa }: Drawing): Line[] {
  const looks = appearances(runs);
  return runs.flatMap((run) => {
    const map = abscissa.along(run.experiment);
    return figure.curves(run).flatMap((figureCurve) => {
      const read = curve(run, figureCurve.series);
      const appearance = looks.get(run.id);
      return read && read.step.length > 0 && appearance
        ? [{ run: run.id, figureCurve, appearance, curve: read, x: read.step.map((step) => map.place(step)) }]
        : [];
    });
  });
}

function panel(
  { figure, stretch, abscissa, across = 'linear' }: Drawing,
  lines: readonly Line[],
  axis: Axis,
  { top, height, isLast }: { readonly top: number; readonly height: number; readonly isLast: boolean },
): string {
  const width = drawingBuckets;
  const bottom = top + height;
  const log = figure.scale === 'log';
  const x = (place: number): number => LEFT + shareOf(across, stretch, place) * width;
  const y = (value: number): number => bottom - shareOf(figure.scale, axis, value) * height;
  const scales: Scales = { stretch, across, width, x, y };
  const ticks = log ? logTicks(axis) : linearTicks(axis);
  const ticksAcross = across === 'log' ? logTicks(stretch) : linearTicks(stretch);
  const words = { 'font-size': 11, fill: quiet };
  const owner = figure.panels === 'each' ? lines[0]?.appearance : undefined;
  const beyond = burstBeyond(lines, stretch, figure, axis);
  const clip = `panel-${top}`;
  return [
    element('clipPath', { id: clip }, element('rect', { x: LEFT, y: top - 2, width, height: height + 4 })),
    ...ticks.map(
      (tick) =>
        element('line', { x1: LEFT, x2: LEFT + width, y1: y(tick), y2: y(tick), stroke: grid }) +
        element(
          'text',
          { ...words, x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end' },
          log ? formatLogTick(tick, ticks) : formatTick(tick),
        ),
    ),
    ...ticksAcross.map(
      (tick) =>
        element('line', { x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 4, stroke: quiet }) +
        element(
          'text',
          { ...words, x: x(tick), y: bottom + 16, 'text-anchor': 'middle' },
          across === 'log' ? formatLogTick(tick, ticksAcross) : formatTick(tick),
        ),
    ),
    element('line', { x1: LEFT, x2: LEFT + width, y1: bottom, y2: bottom, stroke: quiet }),
    isLast
      ? element(
          'text',
          { ...words, x: LEFT + width, y: bottom + 29, 'text-anchor': 'end', 'font-style': 'italic' },
          abscissa.unit + (across === 'log' ? ' (log)' : ''),
        )
      : '',
    element(
      'text',
      {
        ...words,
        x: 0,
        y: 0,
        'text-anchor': 'middle',
        transform: `translate(14 ${top + height / 2}) rotate(-90)`,
      },
      escaped(figure.axis + (log ? ' (log)' : '')),
    ),
    owner
      ? element(
          'text',
          { 'font-size': 12, 'font-weight': 600, fill: wordsOf(owner), x: LEFT, y: top - 5 },
          escaped(owner.label),
        )
      : '',
    beyond === null
      ? ''
      : element(
          'text',
          { ...words, x: LEFT + width, y: top - 5, 'text-anchor': 'end' },
          `bursts to ±${formatTick(Number(beyond.toPrecision(2)))}, beyond the axis`,
        ),
    element(
      'g',
      { 'clip-path': `url(#${clip})` },
      lines.map((line, rank) => drawnLine(line, scales, { rank, dash: boundDash(lines, line) })).join(''),
    ),
  ].join('');
}

function legendOf(lines: readonly Line[], top: number): { readonly text: string; readonly height: number } {
  const SAMPLE = 30;
  let [x, row] = [LEFT, 0];
  const items = lines.map((line) => {
    const words = endLabel(line);
    const width = SAMPLE + 8 + words.length * 12 * LETTER + 18;
    if (x > LEFT && x + width > WIDTH - RIGHT) [x, row] = [LEFT, row + 1];
    const y = top + row * LEGEND_LINE;
    const item =
      sample(line, boundDash(lines, line), { x, y, width: SAMPLE }) +
      element(
        'text',
        { x: x + SAMPLE + 8, y: y + 4, 'font-size': 12, fill: wordsOf(line.appearance) },
        escaped(words),
      );
    x += width;
    return item;
  });
  return { text: items.join(''), height: (row + 1) * LEGEND_LINE };
}

function captionOf(
  { runs, version, figure, stretch }: Drawing,
  lines: readonly Line[],
  top: number,
): { readonly text: string; readonly height: number } {
  const looks = appearances(runs);
  const most = Math.floor((WIDTH - LEFT - RIGHT) / (10.5 * LETTER));
  const sentences = [
    ...runs.map((run) => {
      const { experiment } = run;
      const described = describeExperiment(experiment);
      const label = looks.get(run.id)?.label ?? run.id;
      const told = runs.length === 1 || described.startsWith(`${label} `) ? '' : `${label}: `;
      return `${told}${described}; seed ${experiment.seed}, ${experiment.precision}, ${run.step} steps (run ${run.id})`;
    }),
    ...(leavesOut(figure.scale, lines, stretch) ? [leftOutNote] : []),
    `Ravine ${version}`,
  ];
  const rows = sentences.flatMap((sentence) => wrapped(sentence, most));
  const text = rows.map((row, index) =>
    element(
      'text',
      { x: LEFT, y: top + index * CAPTION_LINE + 10, 'font-size': 10.5, fill: quiet },
      escaped(row),
    ),
  );
  return { text: text.join(''), height: rows.length * CAPTION_LINE };
}

const BOUND_DASHES = ['5 4', '2 3', '9 3 2 3'];

/** Bounds of one run are told apart by their dash. */
function boundDash(lines: readonly Line[], line: Line): string {
  const bounds = lines.filter(({ run, figureCurve }) => run === line.run && figureCurve.role === 'bound');
  return BOUND_DASHES[bounds.indexOf(line) % BOUND_DASHES.length] ?? '5 4';
}

/** What a screen reader is told: each line with its last value. */
function descriptionOf({ stretch, abscissa }: Drawing, lines: readonly Line[]): string {
  const each = lines.map((line) => {
    const { step, value } = line.curve;
    return `${endLabel(line)} ends at ${formatTick(Number((value.at(-1) ?? NaN).toPrecision(4)))} at step ${step.at(-1) ?? 0}`;
  });
  const shown = stretchText(abscissa, stretch);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}. ${each.join('; ')}.`;
}

/** Words in rows of at most so many letters; a longer word is cut. */
function wrapped(text: string, most: number): string[] {
  const rows: string[] = [''];
  for (const word of text.split(' ').flatMap((long) => pieces(long, most))) {
    const row = rows.at(-1) ?? '';
    if (row !== '' && row.length + 1 + word.length > most) rows.push(word);
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
  }
  return rows;
}

function pieces(word: string, most: number): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(word.length / most)) }, (_, i) =>
    word.slice(i * most, (i + 1) * most),
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
