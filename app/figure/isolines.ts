import { contours } from 'd3-contour';

/** Values over a square, as a slice has them: row by row, a row for each coordinate along the second direction. */
export interface Field {
  /** Along either direction, evenly rising. */
  readonly coordinates: Float64Array;
  readonly values: Float64Array;
}

/** Lines of equal value one after the other, a gap of NaN between two. */
export interface Isolines {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The value of each point's line. */
  readonly level: Float64Array;
}

/** The lines along which a field has one of the levels, between its values by linear interpolation. Where a value is not finite there is none. */
export function isolines({ coordinates, values }: Field, levels: readonly number[]): Isolines {
  const n = coordinates.length;
  const draw = contours().size([n, n]).smooth(true);
  const cells = Array.from(values, (value) => (Number.isFinite(value) ? value : NaN));
  const [x, y, level]: [number[], number[], number[]] = [[], [], []];
  const spacing = ((coordinates.at(-1) ?? 0) - (coordinates[0] ?? 0)) / (n - 1);
  // d3 has cell i between i and i + 1, with its value in the middle.
  const coordinate = (at: number): number => (coordinates[0] ?? 0) + (at - 0.5) * spacing;
  /** Whether a point is no part of the way along the rim, or along values that are not finite, by which rings are closed. */
  const isOnLine = (across: number, up: number, level: number): boolean => {
    const [left, low] = [Math.floor(across - 0.5), Math.floor(up - 0.5)];
    const [right, high] = [Math.ceil(across - 0.5), Math.ceil(up - 0.5)];
    if (left < 0 || low < 0 || right >= n || high >= n) return false;
    const [one = NaN, other = NaN] = [values[low * n + left], values[high * n + right]];
    // Beside a value that is not finite a ring goes through the finite one, whatever that is.
    return Number.isFinite(one + other) && Math.min(one, other) <= level && level <= Math.max(one, other);
  };
  for (const value of levels) {
    const rings = draw.contour(cells, value).coordinates.flat();
    for (const ring of rings) {
      for (const [across = NaN, up = NaN] of ring) {
        const isDrawn = isOnLine(across, up, value);
        x.push(isDrawn ? coordinate(across) : NaN);
        y.push(isDrawn ? coordinate(up) : NaN);
        level.push(value);
      }
      x.push(NaN);
      y.push(NaN);
      level.push(value);
    }
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), level: Float64Array.from(level) };
}
