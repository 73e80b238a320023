/** A series as it is read: values at rising steps. */
export interface SeriesPoints {
  readonly step: Float64Array;
  readonly value: Float64Array;
}

/** What flips are told from (docs/series.md). */
export interface FlipSeries {
  /** δ_t, every step. */
  readonly oscillation: SeriesPoints;
  /** What the precision resolves of δ, from this measurement to the next. */
  readonly oscillationFloor: SeriesPoints;
  /** |u·u′| of each measured direction with the one before. */
  readonly overlap: SeriesPoints;
}

/** Below this overlap two directions are different ones: the signs of δ along them tell nothing of each other. */
export const LEAST_OVERLAP = 0.9;

/** A flip rate of fewer than this share of the steps is not resolvable. */
export const LEAST_RESOLVED = 0.1;

/** What became of the sign of δ from the step before to a step. */
export const KEPT = 0;
export const FLIPPED = 1;
export const MASKED = 2;

/** Of every step with a δ but the first: KEPT, FLIPPED or MASKED. */
export interface FlipMarks {
  readonly step: Float64Array;
  readonly mark: Uint8Array;
}

/**
 * Whether δ changed its sign at each step (theory, section 5). Masked are steps where δ or the δ before it is not above the floor, is not
 * of the step just before, or was taken along another direction: the measurement at the step found it rotated (overlap below LEAST_OVERLAP).
 * Between two measurements the direction is held, so that δ there is always compared along one and the same.
 */
export function markFlips({ oscillation, oscillationFloor, overlap }: FlipSeries): FlipMarks {
  const { step, value } = oscillation;
  const count = Math.max(0, step.length - 1);
  const mark = new Uint8Array(count);
  const rotated = new Set(overlap.step.filter((_, i) => overlap.value[i]! < LEAST_OVERLAP));
  const isResolved = resolution({ oscillation, oscillationFloor });
  let before = step.length > 0 && isResolved(0);
  for (let i = 1; i <= count; i++) {
    const here = isResolved(i);
    const isNext = step[i]! === step[i - 1]! + 1;
    if (!here || !before || !isNext || rotated.has(step[i]!)) mark[i - 1] = MASKED;
    else mark[i - 1] = value[i]! * value[i - 1]! < 0 ? FLIPPED : KEPT;
    before = here;
  }
  return { step: step.subarray(1), mark };
}

export interface FlipRate {
  /** Share of the resolved steps at which δ changed its sign; null where fewer than LEAST_RESOLVED of the steps are. */
  readonly rate: number | null;
  /** Share of the steps that is masked; null without steps. */
  readonly maskedShare: number | null;
}

/** The flip rate over the steps from `from` on. */
export function flipRate({ step, mark }: FlipMarks, from: number): FlipRate {
  const counts = [0, 0, 0];
  for (let i = 0; i < mark.length; i++) if (step[i]! >= from) counts[mark[i]!]!++;
  return rateOf(counts[FLIPPED]!, counts[MASKED]!, counts[KEPT]! + counts[FLIPPED]! + counts[MASKED]!);
}

/** The most flips in a row; null without steps. */
export function longestStreak({ mark }: FlipMarks): number | null {
  if (mark.length === 0) return null;
  let [longest, streak] = [0, 0];
  for (let i = 0; i < mark.length; i++) {
    streak = mark[i] === FLIPPED ? streak + 1 : 0;
    if (streak > longest) longest = streak;
  }
  return longest;
}

/** The most steps in a row before `end` at which δ is not above its floor. */
export function longestSunk(series: Omit<FlipSeries, 'overlap'>, end: number): number {
  const { step } = series.oscillation;
  const isResolved = resolution(series);
  let [longest, row] = [0, 0];
  for (let i = 0; i < step.length && step[i]! < end; i++) {
    row = isResolved(i) ? 0 : row + 1;
    if (row > longest) longest = row;
  }
  return longest;
}

/** Whether the i-th δ is above its floor, asked of rising i: one walk over the measurements serves all. */
function resolution({ oscillation, oscillationFloor }: Omit<FlipSeries, 'overlap'>): (i: number) => boolean {
  let floorAt = 0;
  return (i) => {
    const at = oscillation.step[i]!;
    while (floorAt + 1 < oscillationFloor.step.length && oscillationFloor.step[floorAt + 1]! <= at) floorAt++;
    return Math.abs(oscillation.value[i]!) > (oscillationFloor.value[floorAt] ?? 0);
  };
}

/** The flip rate over the last `window` steps at every step, NaN where it is not resolvable, and the masked share beside it. */
export function runningFlipRate(
  { step, mark }: FlipMarks,
  window: number,
): { readonly step: Float64Array; readonly rate: Float64Array; readonly maskedShare: Float64Array } {
  const rate = new Float64Array(mark.length);
  const maskedShare = new Float64Array(mark.length);
  const counts = [0, 0, 0];
  for (let i = 0; i < mark.length; i++) {
    counts[mark[i]!]!++;
    if (i >= window) counts[mark[i - window]!]!--;
    const result = rateOf(counts[FLIPPED]!, counts[MASKED]!, Math.min(i + 1, window));
    rate[i] = result.rate ?? NaN;
    maskedShare[i] = result.maskedShare ?? NaN;
  }
  return { step, rate, maskedShare };
}

function rateOf(flipped: number, masked: number, count: number): FlipRate {
  if (count === 0) return { rate: null, maskedShare: null };
  const resolved = count - masked;
  return {
    rate: resolved < LEAST_RESOLVED * count ? null : flipped / resolved,
    maskedShare: masked / count,
  };
}
