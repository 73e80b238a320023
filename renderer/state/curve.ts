import type { Curve } from '../../app/figure/curve.ts';
import { bySteps, type Spacing } from '../../app/figure/spacing.ts';
import type { SeriesWindow } from '../../app/series/chunk.ts';
import { span } from '../../app/figure/stretch.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

/** What a figure needs of a series. */
export interface Need {
  /** In steps. */
  readonly stretch: Stretch;
  /** Buckets over the stretch: at least one a pixel; Infinity where every recorded point is needed. */
  readonly buckets: number;
  /** Along what they are equal. */
  readonly spacing: Spacing;
  /** Steps stored so far. */
  readonly reached: number;
  readonly ended: boolean;
}

/** What to read so that a curve satisfies a need. `append`: only what is new, to be put behind what is there. */
export interface Reading {
  readonly stretch: Stretch;
  readonly buckets: number;
  readonly spacing: Spacing;
  readonly append: boolean;
}

/** Share of the visible stretch that is read beyond it on either side, so that moving along does not show gaps. */
const MARGIN = 0.5;
/** A curve that grew is read anew once it holds this many times the points of a fresh one. */
const EXCESS = 4;

/** @returns what must be read, null where the curve satisfies the need. */
export function reading(curve: Curve | undefined, need: Need): Reading | null {
  const end = Math.min(need.stretch.to, need.reached);
  const { spacing } = need;
  const density = need.buckets / length(spacing, need.stretch);
  if (!curve || curve.read.from > need.stretch.from || curve.density < 0.99 * density) return around(need);
  if (curve.density < Infinity && (curve.spacing ?? bySteps.name) !== spacing.name) return around(need);
  if (curve.read.to >= end && (curve.ended || !need.ended)) return null;
  const points = curve.step.length;
  const from = points > 0 ? (curve.step[points - 1] ?? 0) + 1 : curve.read.from;
  const to = Math.max(from, Math.min(need.reached, need.stretch.to + MARGIN * span(need.stretch)));
  const kept = Number.isFinite(curve.density) ? curve.density : density;
  const buckets = Math.max(1, Math.ceil(kept * length(spacing, { from, to: to + 1 })));
  const isExcessive = Number.isFinite(need.buckets)
    ? points + 2 * buckets > EXCESS * 2 * need.buckets
    : points > EXCESS * span(need.stretch);
  if (isExcessive) return around(need);
  return { stretch: { from, to }, buckets, spacing, append: true };
}

/** The curve after a reading came back. */
export function merged(curve: Curve | undefined, read: Reading, window: SeriesWindow, ended: boolean): Curve {
  const { from, to } = read.stretch;
  const density = window.thinned
    ? read.buckets / length(read.spacing, { from, to: Math.max(to, from + 1) })
    : Infinity;
  const spacing = read.spacing.name;
  if (!read.append || !curve)
    return { step: window.step, value: window.value, read: read.stretch, density, spacing, ended };
  return {
    step: joined(curve.step, window.step),
    value: joined(curve.value, window.value),
    read: { from: curve.read.from, to: read.stretch.to },
    density: Math.min(curve.density, density),
    spacing,
    ended,
  };
}

/** The needed stretch with its margins, and as many buckets as keep its density. */
function around({ stretch, buckets, spacing, reached }: Need): Reading {
  const shown = length(spacing, stretch);
  const beyond = (end: number, share: number): number => spacing.step(spacing.of(end) + share * shown);
  const from = Math.max(0, Math.floor(beyond(stretch.from, -MARGIN)));
  const to = Math.max(from + 1, Math.min(reached, Math.ceil(beyond(stretch.to, MARGIN))));
  const read = { from, to };
  return {
    stretch: read,
    buckets: Math.max(1, Math.ceil((buckets * length(spacing, read)) / shown)),
    spacing,
    append: false,
  };
}

/** Of a stretch of steps, along a spacing; where steps do not advance it is nearly nothing. */
function length(spacing: Spacing, { from, to }: Stretch): number {
  return Math.max(spacing.of(to) - spacing.of(from), Number.MIN_VALUE);
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
