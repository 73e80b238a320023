import { indexAt } from './curve.ts';
import type { Curve } from './curve.ts';
import { nth } from './nth.ts';
import type { Stretch } from './stretch.ts';
import type { Appearance } from './appearance.ts';
import type { FigureCurve, Range, StepFigure } from './figure.ts';

/** What a line is of its subject: all of it, one of its seeds, or an end of the band that they lie in. */
export type LinePart = 'whole' | 'member' | 'least' | 'greatest';

/** A curve of a figure with what was read of it and how it looks. */
export interface Line {
  /** The id of its subject: of a run, or of runs that are drawn as one. */
  readonly run: string;
  /** The whole where it is left out. */
  readonly part?: LinePart;
  readonly figureCurve: FigureCurve;
  readonly appearance: Appearance;
  readonly curve: Curve;
  /** Where its points lie on the horizontal axis: their steps themselves where that counts steps. */
  readonly x: Float64Array;
}

/** Whether a line stands for its subject: it has a label, a marker and a value at the cursor. */
export function isWhole({ part = 'whole' }: Line): boolean {
  return part === 'whole';
}

/** Whether two lines are drawn alike: of the same points, in the same way. */
export function isSameLine(a: Line, b: Line): boolean {
  return (
    a.curve === b.curve &&
    a.x === b.x &&
    a.run === b.run &&
    a.part === b.part &&
    isSame(a.figureCurve, b.figureCurve) &&
    isSame(a.appearance, b.appearance)
  );
}

function isSame(a: FigureCurve | Appearance, b: FigureCurve | Appearance): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What stands at a line's end; a bound that is one number for all runs of a step size stands alone. */
export function endLabel({ appearance, part = 'whole', figureCurve: { symbol, role } }: Line): string {
  if (part !== 'whole') return `${appearance.label} ${symbol}, ${part} of the seeds`;
  return role === 'bound' && symbol.includes(' = ') ? symbol : `${appearance.label} ${symbol}`;
}

/** Indices [first, last) of the points to draw over a stretch: those in it and one on either side, to which lines lead. */
export function visible({ x }: Pick<Line, 'x'>, stretch: Stretch): [number, number] {
  const first = Math.max(0, indexAt(x, stretch.from));
  const last = Math.min(x.length, indexAt(x, stretch.to) + 2);
  return [first, last];
}

/** A vertical axis: what it shows, and the greatest size it leaves out. */
export interface Axis extends Range {
  /** null where all is in sight. */
  readonly beyond: number | null;
}

/**
 * The vertical axis for what the lines show over a stretch: it holds all finite values, with a little air. Only a symmetric one may leave
 * out a burst, so that the rest is not flattened by it, and says how far the burst goes.
 */
export function axisOf(
  lines: readonly Line[],
  stretch: Stretch,
  figure: Pick<StepFigure, 'scale' | 'holds'>,
): Axis {
  const places = lines.map((line) => visible(line, stretch));
  const count = places.reduce((sum, [first, last]) => sum + Math.max(0, last - first), 0);
  const sizes = new Float64Array(figure.holds === 'symmetry' ? count : 0);
  let sized = 0;
  let [low, high] = [Infinity, -Infinity];
  for (const [at, { curve, figureCurve }] of lines.entries()) {
    const [first, last] = places[at] ?? [0, 0];
    for (let index = first; index < last; index++) {
      const value = curve.value[index] ?? NaN;
      if (!Number.isFinite(value) || (figure.scale === 'log' && value <= 0)) continue;
      if (figure.holds === 'symmetry') sizes[sized++] = Math.abs(value);
      low = Math.min(low, figureCurve.mirrored ? -value : value);
      high = Math.max(high, value);
    }
  }
  if (low > high)
    return { ...(figure.scale === 'log' ? { from: 0.1, to: 10 } : { from: -1, to: 1 }), beyond: null };
  if (figure.scale === 'log') return { ...logRange(low, high), beyond: null };
  if (figure.holds === 'symmetry') return symmetricAxis(sizes.subarray(0, sized));
  const from = figure.holds === 'zero' ? Math.min(0, low) : low;
  const air = 0.06 * (high - from) || Math.abs(high) * 0.05 || 1;
  return { from: from === 0 ? 0 : from - air, to: high + air, beyond: null };
}

/** How far lines go beyond an axis that leaves out bursts, though it is made for others too; null where they do not. */
export function burstBeyond(
  lines: readonly Line[],
  stretch: Stretch,
  figure: Pick<StepFigure, 'scale'>,
  axis: Axis,
): number | null {
  if (axis.beyond === null) return null;
  const own = axisOf(lines, stretch, { ...figure, holds: 'data' });
  const reach = Math.max(Math.abs(own.from), Math.abs(own.to));
  return reach > axis.to ? Math.min(reach, axis.beyond) : null;
}

const USUAL = 0.97; // share of the points an axis is made for
const BURST = 3; // times the usual size from which a point is a burst

/** The axis for sizes of either sign: it leaves out a burst. @param sizes not empty; they are moved */
export function symmetricAxis(sizes: Float64Array): Axis {
  const greatest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const usual = nth(sizes, Math.floor(USUAL * (sizes.length - 1)));
  const burst = usual > 0 && greatest > BURST * usual;
  const reach = (burst ? 1.5 * usual : 1.06 * greatest) || 1;
  return { from: -reach, to: reach, beyond: burst ? greatest : null };
}

function logRange(low: number, high: number): Range {
  const air = Math.max(0.06 * Math.log10(high / low), 0.02);
  return { from: low * 10 ** -air, to: high * 10 ** air };
}
