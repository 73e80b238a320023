import type { Line } from '../../app/figure/line.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

/** What can be said of a curve in a sentence: its ends and its extremes, with their steps. */
export interface Extent {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly leastAt: number;
  readonly greatest: number;
  readonly greatestAt: number;
}

/** @returns null where the stretch holds no finite value. */
export function extent(
  { curve: { step, value }, x }: Pick<Line, 'curve' | 'x'>,
  stretch: Stretch,
): Extent | null {
  let [first, last] = [NaN, NaN];
  let [least, leastAt, greatest, greatestAt] = [Infinity, NaN, -Infinity, NaN];
  for (let index = 0; index < step.length; index++) {
    const at = step[index] ?? NaN;
    const here = value[index] ?? NaN;
    const place = x[index] ?? NaN;
    if (!(place >= stretch.from && place <= stretch.to) || !Number.isFinite(here)) continue;
    if (Number.isNaN(first)) first = here;
    last = here;
    if (here < least) [least, leastAt] = [here, at];
    if (here > greatest) [greatest, greatestAt] = [here, at];
  }
  return Number.isNaN(first) ? null : { first, last, least, leastAt, greatest, greatestAt };
}
