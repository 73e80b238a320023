import { linearTicks } from './ticks.ts';

const MOST = 14; // lines that are told apart in a map of some hundred pixels
const FEWEST = 7; // levels of an even map
const THINNEST = 0.02; // share of the map below the lowest level: a thinner valley falls between the samples
const DEEPEST = 1e6; // greatest over least level of one sign

/**
 * Values at which contour lines are drawn. Of a quantity whose size spans more than a decade or so they are even on a logarithmic scale (with both
 * signs and zero where it has both), otherwise on a linear one.
 * @param values of the map; those that are not finite do not count
 */
export function levelsOf(values: Float64Array): number[] {
  const finite = values.filter(Number.isFinite).sort();
  const [low, high] = [finite[0] ?? NaN, finite.at(-1) ?? NaN];
  if (!(high > low)) return [];
  const at = (share: number): number => finite[Math.floor(share * (finite.length - 1))] ?? NaN;
  if (low >= -high / 1000) {
    if (at(0.25) > high / 8) return even(low, high);
    return spaced(Math.max(at(THINNEST), high / DEEPEST), high, MOST);
  }
  if (high - low < 40 * (at(0.75) - at(0.25))) return even(low, high);
  const floor = Math.max(Math.max(-low, high) / 1e4, Math.abs(at(0.5)) / 10);
  const decades = (size: number): number => Math.max(0, Math.log10(size / floor));
  const share = (size: number): number => (MOST * decades(size)) / (decades(high) + decades(-low));
  const above = high > floor ? spaced(floor, high, share(high)) : [];
  const below = -low > floor ? spaced(floor, -low, share(-low)) : [];
  return [...below.map((level) => -level).reverse(), 0, ...above];
}

/** Round values in equal steps: those of an axis, their middles, and the middles of those until there are enough. */
function even(low: number, high: number): number[] {
  const [first = 0, second = NaN] = linearTicks({ from: low, to: high });
  let step = second - first;
  while ((high - low) / step < FEWEST) step /= 2;
  const count = Math.floor((high - low) / step) + 2;
  return Array.from({ length: count }, (_, index) => first + (index - Math.ceil((first - low) / step)) * step)
    .map((level) => Number(level.toPrecision(12)))
    .filter((level) => level > low && level < high);
}

/** Round values between two positive ones, in the manner of 1, 2, 5, 10, 20, …, with fewer a decade where there are many decades. */
function spaced(low: number, high: number, most: number): number[] {
  const decades = Math.log10(high / low);
  const factors = [[1, 1.5, 2, 3, 4, 6, 8], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]].find(
    (each) => each.length * decades <= most,
  ) ?? [1];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .flatMap((exponent) => factors.map((factor) => Number(`${factor}e${exponent}`)))
    .filter((level) => level > low && level < high);
}
