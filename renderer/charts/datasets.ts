import type { ChartDataset, Point } from 'chart.js';
import { indexAt } from '../state/curve.ts';
import { span } from '../state/stretch.ts';
import type { Stretch } from '../state/stretch.ts';
import { lineColour } from './appearance.ts';
import { visible } from './line.ts';
import type { Line } from './line.ts';

type Dataset = ChartDataset<'line', Point[]>;

/**
 * What Chart.js draws for the lines of a chart over a stretch `width` pixels wide; `token` gives a colour's value. Chart.js draws the first
 * data set last: the lines' order is turned round, so that later ones lie on earlier ones.
 */
export function datasets(
  lines: readonly Line[],
  stretch: Stretch,
  width: number,
  token: (name: string) => string,
  markers: boolean,
): Dataset[] {
  const drawn = lines.flatMap((line, rank) => {
    const colour = lineColour(line.appearance, token);
    if (line.figureCurve.role === 'bound') return bound(line, stretch, colour, token('--ink'));
    return [
      ...value(line, stretch, width, colour),
      ...(markers && !sparse(line, stretch, width) ? [marks(line, stretch, colour, rank)] : []),
    ];
  });
  return drawn.reverse();
}

/** The points of a line that a stretch shows. Values that are no numbers leave a gap. */
export function points({ curve }: Pick<Line, 'curve'>, stretch: Stretch, sign = 1): Point[] {
  const [first, last] = visible(curve, stretch);
  const drawn: Point[] = [];
  for (let index = first; index < last; index++) {
    const y = curve.value[index] ?? NaN;
    drawn.push({ x: curve.step[index] ?? 0, y: Number.isFinite(y) ? sign * y : NaN });
  }
  return drawn;
}

/** Whether single points can be told apart: every recorded one is here, and there are at least eight pixels to each. */
export function sparse({ curve }: Pick<Line, 'curve'>, stretch: Stretch, width: number): boolean {
  const [first, last] = visible(curve, stretch);
  return curve.density === Infinity && (last - first) * 8 < width;
}

/** A dashed line lies on a pale whole one: a gap in the dash must not swallow a spike. */
function value(line: Line, stretch: Stretch, width: number, colour: string): Dataset[] {
  const { dash, marker } = line.appearance;
  const data = points(line, stretch);
  const shown = sparse(line, stretch, width);
  const drawn: Dataset = {
    data,
    borderColor: colour,
    borderWidth: 1.6,
    ...(shown
      ? { pointRadius: marker === 'circle' ? 2.2 : 3, pointStyle: marker, pointBackgroundColor: colour }
      : {}),
    ...(shown ? { pointBorderWidth: 0 } : {}),
  };
  if (dash.length === 0 || shown || dense(line, stretch, width)) return [drawn];
  return [
    { ...drawn, borderColor: `color-mix(in srgb, ${colour} 50%, transparent)` },
    { ...drawn, borderDash: [...dash] },
  ];
}

/** Whether there is more than a point to four pixels, where a dash would only blur what the line does. */
function dense({ curve }: Line, stretch: Stretch, width: number): boolean {
  const [first, last] = visible(curve, stretch);
  return (last - first) * 4 > width && rough(curve.value.subarray(first, last));
}

/** Whether values turn up and down at more than every fourth point. */
function rough(values: Float64Array): boolean {
  let turns = 0;
  for (let index = 2; index < values.length; index++) {
    const middle = values[index - 1] ?? 0;
    if ((middle - (values[index - 2] ?? 0)) * ((values[index] ?? 0) - middle) < 0) turns++;
  }
  return turns * 4 > values.length;
}

/** Thin and dashed; a mirrored one is drawn towards the ink, because it lies on the curve it bounds. */
function bound(line: Line, stretch: Stretch, colour: string, ink: string): Dataset[] {
  const { mirrored } = line.figureCurve;
  const drawn: Dataset = {
    data: points(line, stretch),
    borderColor: mirrored ? `color-mix(in oklab, ${colour} 45%, ${ink})` : colour,
    borderWidth: mirrored ? 1.2 : 1,
    borderDash: [5, 4],
  };
  if (!mirrored) return [drawn];
  const tint = `color-mix(in srgb, ${colour} 12%, transparent)`;
  return [drawn, { ...drawn, data: points(line, stretch, -1), fill: '+1', backgroundColor: tint }];
}

const MARKS = 6;

/** A few markers along a line, at fixed places of the screen and not at those of the line before. */
function marks(line: Line, stretch: Stretch, colour: string, rank: number): Dataset {
  const { curve, appearance } = line;
  const data: Point[] = [];
  for (let index = 0; index < MARKS; index++) {
    const share = (index + 0.35 + 0.4 * (rank % 2)) / MARKS;
    const at = indexAt(curve.step, stretch.from + share * span(stretch));
    const y = curve.value[at] ?? NaN;
    if (at >= 0 && at < curve.step.length - 1 && Number.isFinite(y)) data.push({ x: curve.step[at] ?? 0, y });
  }
  return {
    data,
    showLine: false,
    pointStyle: appearance.marker,
    pointRadius: appearance.marker === 'circle' ? 3.2 : 4.2,
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
  };
}
