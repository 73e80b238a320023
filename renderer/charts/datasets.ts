import type { ChartDataset, Point } from 'chart.js';
import type { Stretch } from '../../app/figure/stretch.ts';
import { dense, markedPoints, sparse } from '../../app/figure/look.ts';
import { lineColour } from '../../app/figure/appearance.ts';
import type { Scale } from '../../app/figure/scale.ts';
import { visible } from '../../app/figure/line.ts';
import type { Line } from '../../app/figure/line.ts';

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
  across: Scale = 'linear',
): Dataset[] {
  const drawn = lines.flatMap((line, rank) => {
    const colour = lineColour(line.appearance, token);
    if (line.part === 'member') return [member(line, stretch, colour)];
    if (line.part === 'least' || line.part === 'greatest') return [bandEnd(line, stretch, colour)];
    if (line.figureCurve.role === 'bound') return bound(line, stretch, colour, token('--ink'));
    return [
      ...value(line, stretch, width, colour),
      ...(markers && !sparse(line, stretch, width) ? [marks(line, stretch, colour, rank, across)] : []),
    ];
  });
  return drawn.reverse();
}

/** The points of a line that a stretch shows. Values that are no numbers leave a gap. */
export function points({ curve, x }: Pick<Line, 'curve' | 'x'>, stretch: Stretch, sign = 1): Point[] {
  const [first, last] = visible({ x }, stretch);
  const drawn: Point[] = [];
  for (let index = first; index < last; index++) {
    const y = curve.value[index] ?? NaN;
    drawn.push({ x: x[index] ?? 0, y: Number.isFinite(y) ? sign * y : NaN });
  }
  return drawn;
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

/** One of the seeds behind their mean. */
function member(line: Line, stretch: Stretch, colour: string): Dataset {
  return {
    data: points(line, stretch),
    borderColor: `color-mix(in srgb, ${colour} 45%, transparent)`,
    borderWidth: 0.7,
  };
}

/** An end of the band of seeds: the lower comes first, and the upper is filled down to it. */
function bandEnd(line: Line, stretch: Stretch, colour: string): Dataset {
  const tint = `color-mix(in srgb, ${colour} 18%, transparent)`;
  return {
    data: points(line, stretch),
    borderColor: `color-mix(in srgb, ${colour} 35%, transparent)`,
    borderWidth: 0.7,
    ...(line.part === 'greatest' ? { fill: '+1', backgroundColor: tint } : {}),
  };
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

/** A few markers along a line. */
function marks(line: Line, stretch: Stretch, colour: string, rank: number, across: Scale): Dataset {
  const { curve, appearance, x } = line;
  return {
    data: markedPoints(line, stretch, rank, across).map((at) => ({
      x: x[at] ?? 0,
      y: curve.value[at] ?? NaN,
    })),
    showLine: false,
    pointStyle: appearance.marker,
    pointRadius: appearance.marker === 'circle' ? 3.2 : 4.2,
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
  };
}
