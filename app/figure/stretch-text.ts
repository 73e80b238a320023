import { formatNumber } from '../format/number.ts';
import type { Abscissa } from './abscissa.ts';
import type { Stretch } from './stretch.ts';

/** A stretch of a horizontal axis in words: `steps 0 to 400`, `η·step 0 to 12.5`. */
export function stretchText({ name, unit, counts }: Abscissa, { from, to }: Stretch): string {
  const [first, last] = counts ? [Math.ceil(from), Math.floor(to)] : [from, to];
  return `${name === 'step' ? 'steps' : unit} ${formatNumber(first)} to ${formatNumber(last)}`;
}

/** One place of it in words: `step 120`, `η·step 6.25`. */
export function placeText({ unit }: Abscissa, place: number): string {
  return `${unit} ${formatNumber(place)}`;
}
