import type { Point } from '../../../app/dynamics/surface.ts';
import type { Rectangle } from '../../state/landscape-address.ts';
import type { Stretch } from '../../../app/figure/stretch.ts';

/** Shares of a rectangle's width and height, from its left and lower side. */
export interface Share {
  readonly x: number;
  readonly y: number;
}

const LEAST = 1e-9; // of the greater coordinate: a smaller rectangle shows rounding
const MOST = 1e9; // side of the largest rectangle
const FLATTEST = 0.02; // a side over the other one of a fitted rectangle
const NARROWEST = 1e-6; // side of a fitted rectangle
const AIR = 0.15; // share of a fitted rectangle's side left empty on either side

/** `shown` made `factor` times as wide and high, the place at `anchor` staying where it is; `shown` itself where that is too small or too large. */
export function zoomed(shown: Rectangle, factor: number, anchor: Share): Rectangle {
  const x = scaled(shown.x, factor, anchor.x);
  const y = scaled(shown.y, factor, anchor.y);
  return x && y ? { x, y } : shown;
}

/** `shown` moved by shares of its sides. */
export function moved(shown: Rectangle, by: Share): Rectangle {
  const along = ({ from, to }: Stretch, share: number): Stretch => ({
    from: tidy(from + share * (to - from), to - from),
    to: tidy(to + share * (to - from), to - from),
  });
  return { x: along(shown.x, by.x), y: along(shown.y, by.y) };
}

/** The rectangle that holds points, with air around them, no side below a fiftieth of the other; null where there are none. */
export function around(points: readonly Point[]): Rectangle | null {
  if (points.length === 0) return null;
  const [x, y] = [extent(points.map(([each]) => each)), extent(points.map(([, each]) => each))];
  const least = Math.max(FLATTEST * Math.max(x.to - x.from, y.to - y.from), NARROWEST);
  return { x: holding(x, least), y: holding(y, least) };
}

/** The place at shares of a rectangle, rounded to a thousandth of its sides. */
export function placeAt(shown: Rectangle, share: Share): Point {
  const along = ({ from, to }: Stretch, at: number): number =>
    tidy(from + at * (to - from), (to - from) / 10);
  return [along(shown.x, share.x), along(shown.y, share.y)];
}

/** Rounded to four digits below a length, so that addresses stay short. */
function tidy(value: number, length: number): number {
  const digits = Math.min(15, Math.max(0, 3 - Math.floor(Math.log10(length))));
  return Number(value.toFixed(digits));
}

function scaled({ from, to }: Stretch, factor: number, anchor: number): Stretch | null {
  const at = from + anchor * (to - from);
  const length = factor * (to - from);
  if (length < LEAST * Math.max(1, Math.abs(at)) || length > MOST) return null;
  return { from: tidy(at - anchor * length, length), to: tidy(at + (1 - anchor) * length, length) };
}

function extent(values: readonly number[]): Stretch {
  return values.reduce<Stretch>(
    ({ from, to }, value) => ({ from: Math.min(from, value), to: Math.max(to, value) }),
    { from: Infinity, to: -Infinity },
  );
}

function holding({ from, to }: Stretch, least: number): Stretch {
  const length = Math.max(to - from, least);
  const middle = (from + to) / 2;
  const half = (0.5 + AIR) * length;
  return { from: tidy(middle - half, length), to: tidy(middle + half, length) };
}
