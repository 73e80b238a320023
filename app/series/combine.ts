import type { SeriesPoints } from './flips.ts';

/** What is made of one series of several runs, step by step; of two runs alone the last two: a − b and a/b. */
export const combinations = ['mean', 'least', 'greatest', 'difference', 'ratio'] as const;
export type Combination = (typeof combinations)[number];

/** A combination at every step that all of the series have, rising; what cannot be made is NaN or infinite. */
export function combine(combination: Combination, series: readonly SeriesPoints[]): SeriesPoints {
  const [first, ...others] = series;
  if (!first) return { step: new Float64Array(), value: new Float64Array() };
  const step = new Float64Array(first.step.length);
  const value = new Float64Array(first.step.length);
  const at = others.map(() => 0);
  const here = new Float64Array(series.length);
  let count = 0;
  for (let index = 0; index < first.step.length; index++) {
    const wanted = first.step[index]!;
    here[0] = first.value[index]!;
    const isCommon = others.every((other, rank) => {
      let place = at[rank]!;
      while (place < other.step.length && other.step[place]! < wanted) place++;
      at[rank] = place;
      here[rank + 1] = other.value[place] ?? NaN;
      return other.step[place] === wanted;
    });
    if (!isCommon) continue;
    step[count] = wanted;
    value[count++] = combined(combination, here);
  }
  return { step: step.slice(0, count), value: value.slice(0, count) };
}

function combined(combination: Combination, values: Float64Array): number {
  const [a = NaN, b = NaN] = values;
  switch (combination) {
    case 'mean':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'least':
      return Math.min(...values);
    case 'greatest':
      return Math.max(...values);
    case 'difference':
      return a - b;
    case 'ratio':
      return a / b;
  }
}
