import type { Stretch } from '../../app/figure/stretch.ts';
import { measured, rulers, shareOf, type Scale } from '../../app/figure/scale.ts';
import type { Range } from '../../app/figure/figure.ts';

/** Where a chart's inner rectangle lies in its element, in pixels, and what it shows. */
export interface Projection {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Stretch;
  readonly y: Range;
  readonly scale: Scale;
  /** Of the horizontal axis. */
  readonly across: Scale;
}

/** Where a place of the horizontal axis lies, in pixels. */
export function pixelOfPlace({ left, right, x, across }: Projection, place: number): number {
  return left + shareOf(across, x, place) * (right - left);
}

/** The place of the horizontal axis at a pixel; outside of the chart that of its nearer side. */
export function placeOfPixel({ left, right, x, across }: Projection, pixel: number): number {
  const share = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
  if (share === 0 || share === 1) return share === 0 ? x.from : x.to;
  const shown = measured(rulers[across], x);
  return rulers[across].value(shown.from + share * (shown.to - shown.from));
}

/** Vertical place of a value, in pixels; NaN where the axis has none for it. */
export function pixelOfValue({ top, bottom, y, scale }: Projection, value: number): number {
  return bottom - shareOf(scale, y, value) * (bottom - top);
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
