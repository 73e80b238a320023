/** Points in pixels. */
export interface Pixels {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * Indices of points to draw so that no square of `size` pixels that a point lies in stays empty, and few are drawn twice: of a cloud the first in each
 * square, whatever order they come in. Points without a place are left out.
 */
export function firstInSquares({ x, y }: Pixels, size: number): number[] {
  const taken = new Set<number>();
  const kept: number[] = [];
  for (let index = 0; index < x.length; index++) {
    const [across, down] = [squareOf(x[index], size), squareOf(y[index], size)];
    const square = across * SQUARES + down;
    if (Number.isNaN(square) || taken.has(square)) continue;
    taken.add(square);
    kept.push(index);
  }
  return kept;
}

/**
 * Indices of points to lead a line through: in their order, one of those that follow each other in the same square, and the last. A point without a place
 * is kept as a gap.
 */
export function changingSquares({ x, y }: Pixels, size: number): number[] {
  let [lastAcross, lastDown] = [NaN, NaN];
  const kept: number[] = [];
  for (let index = 0; index < x.length; index++) {
    const [across, down] = [squareOf(x[index], size), squareOf(y[index], size)];
    const isGap = Number.isNaN(across + down);
    const wasGap = Number.isNaN(lastAcross + lastDown);
    if (across === lastAcross && down === lastDown && index < x.length - 1) continue;
    if (isGap && wasGap && index > 0) continue;
    [lastAcross, lastDown] = [across, down];
    kept.push(index);
  }
  return kept;
}

const SQUARES = 2 ** 26; // in a row or a column at most, so that the number of a square is exact

/** Which in its row or column; NaN without a place. */
function squareOf(at: number | undefined, size: number): number {
  const square = Math.floor((at ?? NaN) / size);
  return Number.isFinite(square) ? Math.max(-SQUARES / 2, Math.min(SQUARES / 2, square)) : NaN;
}

/** A place on a line and where the line leads there. */
export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** From the x axis towards the y axis of the pixels, in degrees. */
  readonly angle: number;
}

const CHORD = 6; // px on either side that a direction is told from

/** Arrows at shares of a line's length. Gaps have no length. */
export function arrows({ x, y }: Pixels, shares: readonly number[]): Arrow[] {
  const at = new Float64Array(x.length);
  for (let i = 1; i < x.length; i++) {
    const [across, down] = [(x[i] ?? NaN) - (x[i - 1] ?? NaN), (y[i] ?? NaN) - (y[i - 1] ?? NaN)];
    const length = Math.sqrt(across * across + down * down);
    at[i] = (at[i - 1] ?? 0) + (Number.isFinite(length) ? length : 0);
  }
  const whole = at.at(-1) ?? 0;
  if (whole < 4 * CHORD) return [];
  const placeAt = (length: number): [number, number] => {
    const next = Math.max(
      1,
      at.findIndex((reached) => reached >= length),
    );
    const [before, after] = [at[next - 1] ?? 0, at[next] ?? 0];
    const share = after > before ? (length - before) / (after - before) : 0;
    const between = (values: ArrayLike<number>): number =>
      (1 - share) * (values[next - 1] ?? NaN) + share * (values[next] ?? NaN);
    return [between(x), between(y)];
  };
  return shares.flatMap((share) => {
    const length = share * whole;
    const [[a, b], [c, d]] = [placeAt(Math.max(0, length - CHORD)), placeAt(Math.min(whole, length + CHORD))];
    const [px, py] = placeAt(length);
    return Number.isFinite(a + b + c + d + px + py)
      ? [{ x: px, y: py, angle: (Math.atan2(d - b, c - a) * 180) / Math.PI }]
      : [];
  });
}

/** Where the arrows of a path stand. */
export const ARROWS = [0.2, 0.5, 0.8];
