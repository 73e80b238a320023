import { indexAt } from '../state/curve.ts';
import type { Curve } from '../state/curve.ts';
import type { Stretch } from '../state/stretch.ts';
import type { Appearance } from './appearance.ts';
import type { Figure, FigureCurve, Range } from './figure.ts';

/** A curve of a figure with what was read of it and how it looks. */
export interface Line {
  readonly run: string;
  readonly figureCurve: FigureCurve;
  readonly appearance: Appearance;
  readonly curve: Curve;
}

/** What stands at a line's end. */
export function endLabel({ appearance, figureCurve: { symbol, role } }: Line): string {
  return role === 'bound' && symbol.startsWith('2/') ? symbol : `${appearance.label} ${symbol}`;
}

/** Indices [first, last) of the points to draw over a stretch: those in it and one on either side, to which lines lead. */
export function visible(curve: Curve, stretch: Stretch): [number, number] {
  const first = Math.max(0, indexAt(curve.step, stretch.from));
  const last = Math.min(curve.step.length, indexAt(curve.step, stretch.to) + 2);
  return [first, last];
}

/** The vertical range that holds all finite values the lines show over a stretch, with a little air. */
export function rangeOf(
  lines: readonly Line[],
  stretch: Stretch,
  figure: Pick<Figure, 'scale' | 'holds'>,
): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const { curve, figureCurve } of lines) {
    const [first, last] = visible(curve, stretch);
    for (let index = first; index < last; index++) {
      const value = curve.value[index] ?? NaN;
      if (!Number.isFinite(value) || (figure.scale === 'log' && value <= 0)) continue;
      low = Math.min(low, figureCurve.mirrored ? -value : value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return figure.scale === 'log' ? { from: 0.1, to: 10 } : { from: -1, to: 1 };
  if (figure.scale === 'log') return logRange(low, high);
  if (figure.holds === 'symmetry') {
    const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.06 || 1;
    return { from: -reach, to: reach };
  }
  const from = figure.holds === 'zero' ? Math.min(0, low) : low;
  const air = 0.06 * (high - from) || Math.abs(high) * 0.05 || 1;
  return { from: from === 0 ? 0 : from - air, to: high + air };
}

function logRange(low: number, high: number): Range {
  const air = Math.max(0.06 * Math.log10(high / low), 0.02);
  return { from: low * 10 ** -air, to: high * 10 ** air };
}
