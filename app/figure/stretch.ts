/** A stretch of an axis: of the horizontal one in what it counts, or of steps. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Shortest stretch a zoom can reach, in steps: four points and the lines between them. */
export const SHORTEST = 4;

/** Length of a stretch. */
export function span(stretch: Stretch): number {
  return stretch.to - stretch.from;
}

/** `stretch` made `factor` times as long, the point at share `anchor` of it staying where it is; null where that is all of `whole`. */
export function zoom(
  stretch: Stretch,
  factor: number,
  anchor: number,
  whole: Stretch,
  shortest = SHORTEST,
): Stretch | null {
  const length = Math.max(span(stretch) * factor, Math.min(shortest, span(whole)));
  if (length >= span(whole)) return null;
  const at = stretch.from + anchor * span(stretch);
  return within({ from: at - anchor * length, to: at + (1 - anchor) * length }, whole);
}

/** `stretch` moved by `share` of its length, as far as `whole` reaches. */
export function pan(stretch: Stretch, share: number, whole: Stretch): Stretch {
  const by = share * span(stretch);
  return within({ from: stretch.from + by, to: stretch.to + by }, whole);
}

/** The stretch between two places, drawn in either direction, not shorter than `shortest`; null where that is all of `whole`. */
export function between(a: number, b: number, whole: Stretch, shortest = SHORTEST): Stretch | null {
  const middle = (a + b) / 2;
  const half = Math.max(Math.abs(b - a), shortest) / 2;
  if (2 * half >= span(whole)) return null;
  return within({ from: middle - half, to: middle + half }, whole);
}

/** Moved, not shortened, so that it lies in `whole`; `whole` where it is longer than that. */
function within(stretch: Stretch, whole: Stretch): Stretch {
  if (span(stretch) >= span(whole)) return whole;
  const by = Math.max(0, whole.from - stretch.from) - Math.max(0, stretch.to - whole.to);
  return { from: stretch.from + by, to: stretch.to + by };
}
