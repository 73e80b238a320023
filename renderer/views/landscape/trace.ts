import type { Point } from '../../../app/dynamics/surface.ts';
import type { Rectangle } from '../../state/landscape-address.ts';

/** A place in pixels, from the upper left. */
export type Pixel = readonly [left: number, top: number];

/** How a rectangle of the plane lies on the screen. */
export interface Frame {
  readonly shown: Rectangle;
  readonly width: number;
  readonly height: number;
}

const FAR = 20_000; // px: what lies beyond is drawn there, where it is out of sight all the same

/** Where a point of the plane is drawn. */
export function pixelOf({ shown: { x, y }, width, height }: Frame, point: Point): Pixel {
  const bounded = (pixel: number): number => Math.min(FAR, Math.max(-FAR, pixel));
  return [
    bounded(((point[0] - x.from) / (x.to - x.from)) * width),
    bounded(((y.to - point[1]) / (y.to - y.from)) * height),
  ];
}

/** The line through points, as an SVG path. */
export function linePath(frame: Frame, points: readonly Point[]): string {
  const places = points.map((point) => pixelText(frame, point));
  return places.length < 2 ? '' : `M${places.join('L')}`;
}

/** A dot at each point in sight: lines of no length, drawn with round ends. */
export function dotsPath(frame: Frame, points: readonly Point[]): string {
  const { x, y } = frame.shown;
  return points
    .filter(([a, b]) => a >= x.from && a <= x.to && b >= y.from && b <= y.to)
    .map((point) => `M${pixelText(frame, point)}h0`)
    .join('');
}

/** Lines from points to others, pair by pair. */
export function spokesPath(frame: Frame, from: readonly Point[], to: readonly Point[]): string {
  return from
    .flatMap((point, index) => {
      const other = to[index];
      return other ? [`M${pixelText(frame, point)}L${pixelText(frame, other)}`] : [];
    })
    .join('');
}

function pixelText(frame: Frame, point: Point): string {
  const [left, top] = pixelOf(frame, point);
  return `${left.toFixed(1)} ${top.toFixed(1)}`;
}
