import { formatNumber } from '../format/number.ts';
import type { PlaneFigure } from './figure.ts';
import { MOST_STEPS, planeStretch, type PlaneLayer } from './plane.ts';
import type { Stretch } from './stretch.ts';

/** What a layer is called in a legend. */
export function layerLabel({ appearance, symbol }: PlaneLayer): string {
  return `${appearance.label} ${symbol}`;
}

/** What has to be said of the steps that are drawn; nothing where they are those shown. */
export function planeNotes(figure: PlaneFigure, shown: readonly Stretch[]): string[] {
  if (figure.study) return [];
  const said = shown.flatMap((stretch) => {
    const drawn = planeStretch(figure, stretch);
    if (drawn.from <= stretch.from) return [];
    return `Drawn of steps ${formatNumber(drawn.from)} to ${formatNumber(Math.floor(drawn.to))}, the last ${formatNumber(MOST_STEPS)} of those shown, every point of them.`;
  });
  return [...new Set(said)];
}

/** The figure in words, for screen readers. */
export function planeSentence(figure: Pick<PlaneFigure, 'x' | 'y'>, layers: readonly PlaneLayer[]): string {
  if (layers.length === 0) return 'Nothing to draw in these steps.';
  return `Across: ${figure.x.title}; up: ${figure.y.title}. ${layers.map((layer) => `${layerLabel(layer)}: ${layerSentence(layer)}`).join(' ')}`;
}

/** What a layer shows, in a sentence. */
export function layerSentence({ shape, x, y, step, words }: PlaneLayer): string {
  const known = Array.from(x.keys()).filter(
    (i) => Number.isFinite(x[i]) && (shape === 'verticals' || Number.isFinite(y[i])),
  );
  const at = (i: number): string => `(${formatNumber(x[i])}, ${formatNumber(y[i])})`;
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return 'no finite point.';
  if (shape === 'verticals') return `at ${known.map((i) => formatNumber(x[i])).join(', ')}.`;
  if (shape === 'marks') return `${known.map((i) => `${words?.[i] ?? ''} at ${at(i)}`).join(', ')}.`;
  const of = (values: Float64Array, better: (a: number, b: number) => boolean): number =>
    known.reduce((best, i) => (better(values[i] ?? NaN, values[best] ?? NaN) ? i : best), first);
  const less = (a: number, b: number): boolean => a < b;
  const more = (a: number, b: number): boolean => a > b;
  const ends = step
    ? `${known.length} points, from ${at(first)} at step ${step[first]} to ${at(last)} at step ${step[last]}`
    : `${known.length} points, from ${at(first)} to ${at(last)}`;
  return `${ends}; least ${at(of(y, less))}, greatest ${at(of(y, more))}.`;
}
