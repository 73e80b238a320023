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
  const taken = new Set<string>();
  return Array.from({ length: x.length }, (_, index) => index).filter((index) => {
    const square = squareOf(x, y, index, size);
    if (square === null || taken.has(square)) return false;
    taken.add(square);
    return true;
  });
}

/**
 * Indices of points to lead a line through: in their order, one of those that follow each other in the same square, and the last. A point without a place
 * is kept as a gap.
 */
export function changingSquares({ x, y }: Pixels, size: number): number[] {
  let last: string | null = null;
  const kept: number[] = [];
  for (let index = 0; index < x.length; index++) {
    const square = squareOf(x, y, index, size);
    if (square !== null && square === last && index < x.length - 1) continue;
    if (square === null && last === null && index > 0) continue;
    last = square;
    kept.push(index);
  }
  return kept;
}

function squareOf(x: ArrayLike<number>, y: ArrayLike<number>, index: number, size: number): string | null {
  const [across, down] = [x[index] ?? NaN, y[index] ?? NaN];
  if (!Number.isFinite(across) || !Number.isFinite(down)) return null;
  return `${Math.floor(across / size)} ${Math.floor(down / size)}`;
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
  const at = [0];
  for (let i = 1; i < x.length; i++) {
    const length = Math.hypot((x[i] ?? NaN) - (x[i - 1] ?? NaN), (y[i] ?? NaN) - (y[i - 1] ?? NaN));
    at.push((at[i - 1] ?? 0) + (Number.isFinite(length) ? length : 0));
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
