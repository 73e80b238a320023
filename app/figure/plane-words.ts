import { formatNumber } from '../format/number.ts';
import type { Run } from '../run/run.ts';
import type { KeptStudies } from '../study/kept.ts';
import type { Appearance } from './appearance.ts';
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

/** What has to be said of what is kept with runs, and of whose where there are several. */
export function studySentences(
  { sentence }: Pick<PlaneFigure, 'sentence'>,
  runs: readonly Run[],
  studies: (run: Run) => KeptStudies,
  looks: ReadonlyMap<string, Appearance>,
): string[] {
  return runs.flatMap((run) => {
    const said = sentence?.(studies(run)) ?? null;
    if (said === null) return [];
    return [runs.length > 1 ? `${looks.get(run.id)?.label ?? run.name}: ${said}` : said];
  });
}

/** The figure in words, for screen readers. */
export function planeSentence(figure: Pick<PlaneFigure, 'x' | 'y'>, layers: readonly PlaneLayer[]): string {
  if (layers.length === 0) return 'Nothing to draw in these steps.';
  return `Across: ${figure.x.title}; up: ${figure.y.title}. ${layers.map((layer) => `${layerLabel(layer)}: ${layerSentence(layer)}`).join(' ')}`;
}

/** What a layer shows, in a sentence. */
export function layerSentence({ shape, x, y, step, words, level }: PlaneLayer): string {
  if (level) {
    const levels = [...new Set(level)];
    if (levels.length === 0) return 'no line.';
    return `lines at ${levels.length} values from ${formatNumber(levels[0])} to ${formatNumber(levels.at(-1))}.`;
  }
  const isKnown = (i: number): boolean =>
    Number.isFinite(x[i]) && (shape === 'verticals' || Number.isFinite(y[i]));
  const at = (i: number): string => `(${formatNumber(x[i])}, ${formatNumber(y[i])})`;
  if (shape === 'verticals' || shape === 'marks') {
    const known = [...x.keys()].filter(isKnown);
    if (known.length === 0) return 'no finite point.';
    if (shape === 'verticals') return `at ${known.map((i) => formatNumber(x[i])).join(', ')}.`;
    return `${known.map((i) => `${words?.[i] ?? ''} at ${at(i)}`).join(', ')}.`;
  }
  let [count, first, last, least, greatest] = [0, -1, -1, -1, -1];
  for (let i = 0; i < x.length; i++) {
    if (!isKnown(i)) continue;
    count++;
    if (first < 0) first = least = greatest = i;
    last = i;
    if ((y[i] ?? NaN) < (y[least] ?? NaN)) least = i;
    if ((y[i] ?? NaN) > (y[greatest] ?? NaN)) greatest = i;
  }
  if (count === 0) return 'no finite point.';
  const ends = step
    ? `${count} points, from ${at(first)} at step ${step[first]} to ${at(last)} at step ${step[last]}`
    : `${count} points, from ${at(first)} to ${at(last)}`;
  return `${ends}; least ${at(least)}, greatest ${at(greatest)}.`;
}
