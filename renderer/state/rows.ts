/** The part of a long list that is drawn: what a scrolled box shows, and some rows on either side for the keyboard to walk into. */
export interface Rows {
  readonly first: number;
  /** One past the last drawn row. */
  readonly end: number;
}

const BEYOND = 12; // rows drawn out of sight on either side

/** @returns the rows to draw of `count`, each `height` pixels high, in a box that shows `room` pixels from `top`. */
export function rowsInSight(count: number, height: number, top: number, room: number): Rows {
  const first = Math.max(0, Math.floor(top / height) - BEYOND);
  const end = Math.min(count, Math.ceil((top + room) / height) + BEYOND);
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) };
}
