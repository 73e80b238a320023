import type { Marker } from '../appearance.ts';
import { dense, markedPoints, sparse } from '../look.ts';
import { visible, type Line } from '../line.ts';
import type { Scale } from '../scale.ts';
import type { Stretch } from '../stretch.ts';
import { ink, lineOf, mixed } from './colour.ts';
import { element, short } from './element.ts';

/** From data to the drawing. */
export interface Scales {
  /** The stretch of the horizontal axis shown. */
  readonly stretch: Stretch;
  /** How the horizontal axis spaces it. */
  readonly across: Scale;
  /** Pixels that it takes. */
  readonly width: number;
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
}

/** A line as it is on the screen: a dashed one on a pale whole one, a bound thin, a mirrored bound with both signs and the band between them. @param look.dash of a bound @param look.lower of the upper end of a band its lower one */
export function drawnLine(
  line: Line,
  scales: Scales,
  {
    rank,
    dash: boundDash,
    lower,
  }: { readonly rank: number; readonly dash: string; readonly lower: Line | null },
): string {
  const colour = lineOf(line.appearance);
  const { role, mirrored, series } = line.figureCurve;
  const data = { 'data-run': line.run, 'data-series': series };
  const thin = { fill: 'none', stroke: colour, 'stroke-width': 0.7, 'stroke-opacity': 0.45 };
  if (line.part === 'member') return element('path', { ...data, ...thin, d: path(line, scales) });
  if (line.part === 'least' || line.part === 'greatest') {
    const d = lower ? bandBetween(line, lower, scales) : '';
    const band = d === '' ? '' : element('path', { fill: colour, 'fill-opacity': 0.18, stroke: 'none', d });
    return band + element('path', { ...data, 'data-part': line.part, ...thin, d: path(line, scales) });
  }
  if (role === 'bound') {
    const stroke = mirrored ? mixed(colour, 0.45, ink) : colour;
    const style = { fill: 'none', stroke, 'stroke-width': mirrored ? 1.2 : 1, 'stroke-dasharray': boundDash };
    const above = element('path', { ...data, ...style, d: path(line, scales) });
    if (!mirrored) return above;
    const band = element('path', {
      fill: colour,
      'fill-opacity': 0.12,
      stroke: 'none',
      d: bandPath(line, scales),
    });
    return band + above + element('path', { ...style, d: path(line, scales, -1) });
  }
  const { dash } = line.appearance;
  const { stretch, width, across } = scales;
  const d = path(line, scales);
  const style = { fill: 'none', stroke: colour, 'stroke-width': 1.6, 'stroke-linejoin': 'round' };
  const [first, last] = visible(line, stretch);
  const single = sparse(line, stretch, width);
  const whole = dash.length === 0 || single || dense(line, stretch, width);
  const strokes = whole
    ? element('path', { ...data, ...style, d })
    : element('path', { ...data, ...style, 'stroke-opacity': 0.5, d }) +
      element('path', { ...style, 'stroke-dasharray': dash.join(' '), d });
  const marked = single
    ? Array.from({ length: last - first }, (_, i) => first + i)
    : markedPoints(line, stretch, rank, across);
  const size = single ? 2.4 : 3.4;
  return strokes + marked.map((at) => markAt(line, scales, at, size, colour)).join('');
}

/** A sample of a line for a legend, from (x, y) on. @param boundDash of a bound */
export function sample(
  { appearance, figureCurve }: Line,
  boundDash: string,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): string {
  const colour = lineOf(appearance);
  const bound = figureCurve.role === 'bound';
  const stroke = bound && figureCurve.mirrored ? mixed(colour, 0.45, ink) : colour;
  const dash = bound ? boundDash : appearance.dash.join(' ');
  const line = element('line', {
    ...{ x1: x, x2: x + width, y1: y, y2: y, stroke, 'stroke-width': bound ? 1.2 : 1.8 },
    'stroke-dasharray': dash === '' ? null : dash,
  });
  return bound ? line : line + mark(appearance.marker, x + width / 2, y, 3.4, colour);
}

/** Through the points in their order; a value that is no number, or has no place on the axis, leaves a gap. */
function path(line: Line, { stretch, x, y }: Scales, sign = 1): string {
  const { curve } = line;
  const [first, last] = visible(line, stretch);
  let [d, move] = ['', true];
  for (let index = first; index < last; index++) {
    const [left, at] = [x(line.x[index] ?? 0), y(sign * (curve.value[index] ?? NaN))];
    if (!Number.isFinite(at) || !Number.isFinite(left)) move = true;
    else {
      d += `${move ? 'M' : 'L'}${short(left)} ${short(at)}`;
      move = false;
    }
  }
  return d;
}

function bandPath(line: Line, { stretch, x, y }: Scales): string {
  const { curve } = line;
  const [first, last] = visible(line, stretch);
  const known = Array.from({ length: last - first }, (_, i) => first + i).filter(
    (at) => Number.isFinite(curve.value[at]) && Number.isFinite(x(line.x[at] ?? 0)),
  );
  if (known.length === 0) return '';
  const at = (index: number, sign: number): string =>
    `${short(x(line.x[index] ?? 0))} ${short(y(sign * (curve.value[index] ?? 0)))}`;
  const above = known.map((index) => at(index, 1));
  const below = known.reverse().map((index) => at(index, -1));
  return `M${[...above, ...below].join('L')}Z`;
}

/** The area between both ends of a band, each at its own points; a gap of either is none of the area. */
function bandBetween(upper: Line, lower: Line, scales: Scales): string {
  const [above, below] = [placed(upper, scales), placed(lower, scales).reverse()];
  return above.length === 0 || below.length === 0 ? '' : `M${[...above, ...below].join('L')}Z`;
}

function placed(line: Line, { stretch, x, y }: Scales): string[] {
  const [first, last] = visible(line, stretch);
  return Array.from({ length: last - first }, (_, i) => first + i).flatMap((at) => {
    const [left, top] = [x(line.x[at] ?? 0), y(line.curve.value[at] ?? NaN)];
    return Number.isFinite(left) && Number.isFinite(top) ? [`${short(left)} ${short(top)}`] : [];
  });
}

function markAt(
  { curve, appearance, x: places }: Line,
  { x, y }: Scales,
  index: number,
  size: number,
  colour: string,
): string {
  const [left, at] = [x(places[index] ?? 0), y(curve.value[index] ?? NaN)];
  return Number.isFinite(at) && Number.isFinite(left) ? mark(appearance.marker, left, at, size, colour) : '';
}

/** A marker of a run. @param size half of its width */
export function mark(marker: Marker, x: number, y: number, size: number, fill: string): string {
  const polygon = (points: readonly (readonly [number, number])[]): string =>
    element('polygon', {
      fill,
      points: points.map(([a, b]) => `${short(x + size * a)},${short(y + size * b)}`).join(' '),
    });
  switch (marker) {
    case 'circle':
      return element('circle', { cx: x, cy: y, r: size, fill });
    case 'rect':
      return polygon([
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ]);
    case 'rectRot':
      return polygon([
        [0, -1.3],
        [1.3, 0],
        [0, 1.3],
        [-1.3, 0],
      ]);
    case 'triangle':
      return polygon([
        [0, -1.25],
        [1.2, 0.95],
        [-1.2, 0.95],
      ]);
  }
}
