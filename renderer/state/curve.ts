import type { Curve } from '../../app/figure/curve.ts';
import type { SeriesWindow } from '../../app/series/chunk.ts';
import { span } from '../../app/figure/stretch.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

/** What a figure needs of a series. */
export interface Need {
  readonly stretch: Stretch;
  /** Buckets over the stretch: at least one a pixel. */
  readonly buckets: number;
  /** Steps stored so far. */
  readonly reached: number;
  readonly ended: boolean;
}

/** What to read so that a curve satisfies a need. `append`: only what is new, to be put behind what is there. */
export interface Reading {
  readonly stretch: Stretch;
  readonly buckets: number;
  readonly append: boolean;
}

/** Share of the visible stretch that is read beyond it on either side, so that moving along does not show gaps. */
const MARGIN = 0.5;
/** A curve that grew is read anew once it holds this many times the points of a fresh one. */
const EXCESS = 4;

/** @returns what must be read, null where the curve satisfies the need. */
export function reading(curve: Curve | undefined, need: Need): Reading | null {
  const end = Math.min(need.stretch.to, need.reached);
  const density = need.buckets / span(need.stretch);
  if (!curve || curve.read.from > need.stretch.from || curve.density < 0.99 * density) return around(need);
  if (curve.read.to >= end && (curve.ended || !need.ended)) return null;
  const points = curve.step.length;
  const from = points > 0 ? (curve.step[points - 1] ?? 0) + 1 : curve.read.from;
  const to = Math.max(from, Math.min(need.reached, need.stretch.to + MARGIN * span(need.stretch)));
  const kept = Number.isFinite(curve.density) ? curve.density : density;
  const buckets = Math.max(1, Math.ceil(kept * (to - from + 1)));
  if (points + 2 * buckets > EXCESS * 2 * need.buckets) return around(need);
  return { stretch: { from, to }, buckets, append: true };
}

/** The curve after a reading came back. */
export function merged(curve: Curve | undefined, read: Reading, window: SeriesWindow, ended: boolean): Curve {
  const density = window.thinned ? read.buckets / Math.max(1, span(read.stretch)) : Infinity;
  if (!read.append || !curve)
    return { step: window.step, value: window.value, read: read.stretch, density, ended };
  return {
    step: joined(curve.step, window.step),
    value: joined(curve.value, window.value),
    read: { from: curve.read.from, to: read.stretch.to },
    density: Math.min(curve.density, density),
    ended,
  };
}

/** The needed stretch with its margins, and as many buckets as keep its density. */
function around({ stretch, buckets, reached }: Need): Reading {
  const margin = MARGIN * span(stretch);
  const from = Math.max(0, Math.floor(stretch.from - margin));
  const to = Math.max(from + 1, Math.min(reached, Math.ceil(stretch.to + margin)));
  return {
    stretch: { from, to },
    buckets: Math.max(1, Math.ceil((buckets * (to - from)) / span(stretch))),
    append: false,
  };
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
