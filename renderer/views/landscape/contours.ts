import { contours } from 'd3-contour';
import { levelsOf } from '../../../app/figure/levels.ts';
import type { Point } from '../../../app/dynamics/surface.ts';
import type { Rectangle } from '../../state/landscape-address.ts';
import type { Share } from './rectangle.ts';

/** Samples of a map in one direction: about four pixels apart. */
export const COLUMNS = 140;
export const ROWS = 110;

/** Lines of equal value, in a square of side 1 whose y points down. */
export interface Contour {
  readonly level: number;
  /** SVG path. */
  readonly path: string;
  /** Where the level can be written; null where it would stand on another one's. */
  readonly label: Share | null;
}

interface Bar extends Share {
  readonly width: number;
  readonly height: number;
}

export interface ContourMap {
  readonly contours: readonly Contour[];
  /** The places whose value is not a finite number, in shares of the map from its upper left. */
  readonly missing: readonly Bar[];
  /** Share of the map that is missing. */
  readonly missingShare: number;
  readonly least: number;
  readonly greatest: number;
}

/** Samples a function of the plane over a rectangle and draws its contours. */
export function contourMap(value: (point: Point) => number, shown: Rectangle): ContourMap {
  const values = sampled(value, shown);
  const finite = values.filter(Number.isFinite);
  const levels = levelsOf(values);
  const cells = Array.from(values, (each) => (Number.isFinite(each) ? each : NaN));
  const draw = contours().size([COLUMNS, ROWS]).smooth(true);
  const taken: Share[] = [];
  return {
    contours: levels.map((level) => {
      const rings = draw.contour(cells, level).coordinates.flat();
      const label = labelPlace(rings, taken);
      if (label) taken.push(label);
      return { level, path: rings.map(ringPath).join(''), label };
    }),
    missing: missingBars(values),
    missingShare: 1 - finite.length / values.length,
    least: finite.reduce((least, each) => Math.min(least, each), Infinity),
    greatest: finite.reduce((greatest, each) => Math.max(greatest, each), -Infinity),
  };
}

/** Row by row from the top, at the middles of cells. */
function sampled(value: (point: Point) => number, { x, y }: Rectangle): Float64Array {
  const values = new Float64Array(COLUMNS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    const down = y.to - ((row + 0.5) / ROWS) * (y.to - y.from);
    for (let column = 0; column < COLUMNS; column++) {
      const across = x.from + ((column + 0.5) / COLUMNS) * (x.to - x.from);
      values[row * COLUMNS + column] = value([across, down]);
    }
  }
  return values;
}

type Ring = readonly (readonly number[])[];

/** Contours are closed along the map's rim: that part is drawn beyond it, where nobody sees it. */
function ringPath(ring: Ring): string {
  const beyond = (at: number, end: number): number => (at <= 0.5 ? -1 : at >= end - 0.5 ? end + 1 : at);
  return `M${ring
    .map(([x = 0, y = 0]) => `${short(beyond(x, COLUMNS) / COLUMNS)} ${short(beyond(y, ROWS) / ROWS)}`)
    .join('L')}Z`;
}

const RIM = 0.05;
const APART: Share = { x: 0.13, y: 0.07 };

/** A place on the longest ring inside the map that keeps away from the labels there are. */
function labelPlace(rings: readonly Ring[], taken: readonly Share[]): Share | null {
  const [longest = []] = rings.toSorted((a, b) => b.length - a.length);
  for (let tried = 0; tried < 16; tried++) {
    const [column = 0, row = 0] = longest[Math.floor(((tried + 0.5) / 16) * longest.length)] ?? [];
    const at = { x: column / COLUMNS, y: row / ROWS };
    const inside = at.x > RIM && at.x < 1 - RIM && at.y > RIM && at.y < 1 - RIM;
    const free = taken.every(
      (other) => Math.abs(other.x - at.x) > APART.x || Math.abs(other.y - at.y) > APART.y,
    );
    if (inside && free) return at;
  }
  return null;
}

/** A bar for every stretch of a row without finite values. */
function missingBars(values: Float64Array): Bar[] {
  const bars: Bar[] = [];
  for (let row = 0; row < ROWS; row++) {
    let begun = -1;
    for (let column = 0; column <= COLUMNS; column++) {
      const missing = column < COLUMNS && !Number.isFinite(values[row * COLUMNS + column]);
      if (missing && begun < 0) begun = column;
      if (missing || begun < 0) continue;
      bars.push({ x: begun / COLUMNS, y: row / ROWS, width: (column - begun) / COLUMNS, height: 1 / ROWS });
      begun = -1;
    }
  }
  return bars;
}

function short(value: number): string {
  return value.toFixed(4);
}
