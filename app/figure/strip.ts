import { formatNumber } from '../format/number.ts';
import type { Run } from '../run/run.ts';
import { LEAST_OVERLAP } from '../series/flips.ts';
import { placesOf, type Abscissa, type StepMap } from './abscissa.ts';
import type { Curve } from './curve.ts';
import { measured, rulers, type Scale } from './scale.ts';
import { stretchText } from './stretch-text.ts';
import { formatTick } from './ticks.ts';
import { span, type Stretch } from './stretch.ts';

/** Series that a strip of flips is made of (docs/series.md). */
export const stripSeries = ['flipShare', 'overlap'] as const;

/** A part of the horizontal axis shown, and the flip rates measured in it. */
export interface FlipCell extends Stretch {
  /** The least and the greatest flip rate between two measurements; null where none is resolvable: all is masked. */
  readonly rate: { readonly least: number; readonly greatest: number } | null;
}

/** The flip rate below an oscillation: in equal parts of what is shown, with the places where the direction changed and no flip can be told. */
export interface FlipStrip {
  readonly cells: readonly FlipCell[];
  /** Places at which a measurement found another direction: the sign of δ there is masked. */
  readonly turns: readonly number[];
}

interface Recorded {
  readonly flipShare: Curve | null;
  readonly overlap: Curve | null;
  readonly run: Run;
  /** Where the run's steps lie. */
  readonly map: StepMap;
}

/** Words of a cell take so many pixels. */
const CELL = 58;

/**
 * The strip over a stretch that is so many pixels wide. A rate is of the steps since the measurement before, and counts in each cell that these reach into;
 * of thinned series the least and the greatest are there, which is what a cell tells. Null where no flip was measured.
 */
export function flipStrip(
  { flipShare, overlap, run, map }: Recorded,
  stretch: Stretch,
  scale: Scale,
  width: number,
): FlipStrip | null {
  if (!flipShare || flipShare.step.length === 0) return null;
  const count = Math.max(1, Math.floor(width / CELL));
  const { every } = run.experiment.measure.sharpness;
  const end = Math.min(stretch.to, map.place(run.step));
  const lies = Array.from(flipShare.step, (step) => placesOf(map, { from: step - every, to: step }));
  const shown = measured(rulers[scale], stretch);
  const border = (i: number): number => rulers[scale].value(shown.from + (i * span(shown)) / count);
  const parts = Array.from({ length: count }, (_, i) => ({
    from: i === 0 ? stretch.from : border(i),
    to: Math.min(end, i === count - 1 ? stretch.to : border(i + 1)),
  })).filter(({ from, to }) => to > from);
  const cells = parts.map((part): FlipCell => {
    let [least, greatest] = [Infinity, -Infinity];
    lies.forEach(({ from, to }, i) => {
      const rate = flipShare.value[i] ?? NaN;
      if (to <= part.from || from >= part.to || !Number.isFinite(rate)) return;
      [least, greatest] = [Math.min(least, rate), Math.max(greatest, rate)];
    });
    return { ...part, rate: least <= greatest ? { least, greatest } : null };
  });
  const turns = overlap
    ? Array.from(overlap.step)
        .filter((_, i) => (overlap.value[i] ?? 1) < LEAST_OVERLAP)
        .map((step) => map.place(step))
        .filter((place) => place >= stretch.from && place <= stretch.to)
    : [];
  return { cells, turns };
}

/** What stands in a cell: `1`, `.4 to 1`, `masked`. */
export function cellWords({ rate }: FlipCell): string {
  if (!rate) return 'masked';
  const [least, greatest] = [rate.least, rate.greatest].map((value) =>
    formatTick(Math.round(100 * value) / 100),
  );
  return least === greatest ? (least ?? '') : `${least}–${greatest}`;
}

/** The strip in words. */
export function stripSentence({ cells, turns }: FlipStrip, abscissa: Abscissa): string {
  const told = cells.map((cell) => `${cellWords(cell)} in ${stretchText(abscissa, cell)}`);
  const turned =
    turns.length === 0
      ? 'The direction did not change'
      : `The direction changed at ${abscissa.unit} ${turns
          .slice(0, 12)
          .map((place) => formatNumber(place))
          .join(', ')}${turns.length > 12 ? ` and ${turns.length - 12} more` : ''}`;
  return `Flip rate: ${told.join('; ')}. ${turned}.`;
}
