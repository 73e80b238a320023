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
  /** Indices of points where the value of a line can be written, one for each level that has a line. */
  readonly labels: readonly number[];
}

/** The lines along which a field has one of the levels, between its values by linear interpolation. Where a value is not finite there is none. */
export function isolines({ coordinates, values }: Field, levels: readonly number[]): Isolines {
  const n = coordinates.length;
  const draw = contours().size([n, n]).smooth(true);
  const cells = Array.from(values, (value) => (Number.isFinite(value) ? value : NaN));
  const [x, y, level]: [number[], number[], number[]] = [[], [], []];
  const labels: number[] = [];
  const spacing = ((coordinates.at(-1) ?? 0) - (coordinates[0] ?? 0)) / (n - 1);
  // d3 has cell i between i and i + 1, with its value in the middle.
  const coordinate = (at: number): number => (coordinates[0] ?? 0) + (at - 0.5) * spacing;
  const isInside = (at: number): boolean => at >= 0.5 && at <= n - 0.5;
  for (const value of levels) {
    const rings = draw.contour(cells, value).coordinates.flat();
    let longest: readonly number[] = [];
    for (const ring of rings) {
      const line: number[] = [];
      for (const [across = NaN, up = NaN] of ring) {
        // A ring is closed along the rim, where there is no line.
        const inside = isInside(across) && isInside(up);
        if (inside) line.push(x.length);
        x.push(inside ? coordinate(across) : NaN);
        y.push(inside ? coordinate(up) : NaN);
        level.push(value);
      }
      x.push(NaN);
      y.push(NaN);
      level.push(value);
      if (line.length > longest.length) longest = line;
    }
    // Not all at one side: a golden share further along from one line to the next.
    const label = longest[Math.floor(((0.2 + 0.618 * labels.length) % 1) * longest.length)];
    if (label !== undefined) labels.push(label);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), level: Float64Array.from(level), labels };
}
