import type { Stretch } from '../../app/figure/stretch.ts';
import type { Range } from '../../app/figure/figure.ts';

/** Where a chart's inner rectangle lies in its element, in pixels, and what it shows. */
export interface Projection {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Stretch;
  readonly y: Range;
  readonly scale: 'linear' | 'log';
}

/** Where a place of the horizontal axis lies, in pixels. */
export function pixelOfPlace({ left, right, x }: Projection, place: number): number {
  return left + ((place - x.from) / (x.to - x.from)) * (right - left);
}

/** The place of the horizontal axis at a pixel; outside of the chart that of its nearer side. */
export function placeOfPixel({ left, right, x }: Projection, pixel: number): number {
  const share = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
  return x.from + share * (x.to - x.from);
}

/** Vertical place of a value, in pixels; NaN where the axis has none for it. */
export function pixelOfValue({ top, bottom, y, scale }: Projection, value: number): number {
  if (scale === 'linear') return bottom - ((value - y.from) / (y.to - y.from)) * (bottom - top);
  return bottom - (Math.log(value / y.from) / Math.log(y.to / y.from)) * (bottom - top);
}

/** Moves wanted places apart until neighbours keep `gap`, inside [top, bottom] where they fit; order and indices are kept. */
export function spread(places: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const result = [...places];
  let last = -Infinity;
  for (const index of order) {
    last = Math.max(places[index] ?? 0, last + gap, top);
    result[index] = last;
  }
  let next = Infinity;
  for (const index of order.reverse()) {
    next = Math.min(result[index] ?? 0, next - gap, bottom);
    result[index] = next;
  }
  return result;
}
