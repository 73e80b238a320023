import { appearances } from '../../../app/figure/appearance.ts';
import { single, type Source } from '../../../app/figure/subject.ts';
import { abscissas, stepsOf, type SetAbscissa } from '../../../app/figure/abscissa.ts';
import type { Curve } from '../../../app/figure/curve.ts';
import { figures } from '../../../app/figure/figures/list.ts';
import { drawFigure } from '../../../app/figure/svg/draw.ts';
import { drawingBuckets } from '../../../app/figure/svg/measures.ts';
import type { Scale } from '../../../app/figure/scale.ts';
import type { Run, RunEvent } from '../../../app/run/run.ts';
import { Thinning } from '../../../app/series/thin.ts';
import { noStudies, type KeptStudies } from '../../../app/study/kept.ts';

export type Series = Readonly<
  Record<string, { readonly step: ArrayLike<number>; readonly value: ArrayLike<number> }>
>;

/** What else than series is kept of the runs, by their ids. */
export interface Kept {
  readonly studies?: Readonly<Record<string, Partial<KeptStudies>>>;
  readonly events?: Readonly<Record<string, readonly RunEvent[]>>;
  readonly at?: number;
  readonly abscissa?: SetAbscissa;
  readonly across?: Scale;
  /** Where the stretch begins. */
  readonly from?: number;
}

/** Draws a figure of runs whose series these are, thinned to the drawing's width as the lab does. */
export function draw(
  name: string,
  runs: readonly Run[],
  series: Readonly<Record<string, Series>>,
  to: number,
  { studies, events, at, abscissa = abscissas.step, across = 'linear', from = 0 }: Kept = {},
): string {
  const stretch = { from, to };
  const whole = ({ id }: Run, of: string): Curve | null => {
    const found = series[id]?.[of];
    if (!found) return null;
    const points = { step: Float64Array.from(found.step), value: Float64Array.from(found.value) };
    return { ...points, read: stretch, density: Infinity, ended: true };
  };
  const curve = ({ runs: [run] }: Source, of: string): Curve | null => {
    const points = whole(run, of);
    if (!points || points.step.length <= 2 * drawingBuckets) return points;
    const thinning = new Thinning(0, to, drawingBuckets);
    points.step.forEach((step, i) => thinning.point(step, points.value[i]!));
    return { ...thinning.finish(), read: stretch, density: drawingBuckets / to, ended: true };
  };
  return drawFigure({
    figure: figures.find((one) => one.name === name)!,
    ...{ curve, whole, abscissa, across, stretch },
    map: ({ experiment }) => abscissa.along(experiment),
    subjects: runs.map(single),
    looks: appearances(runs),
    steps: ({ experiment }) => stepsOf(abscissa.along(experiment), stretch),
    studies: ({ id }) => ({ ...noStudies, ...studies?.[id] }),
    events: ({ id }) => events?.[id] ?? [],
    at: () => at ?? null,
    sharedAxes: true,
    version: '9.9.9',
  });
}

/** A series with a value at every step. */
export const every = (
  count: number,
  value: (step: number) => number,
): { readonly step: number[]; readonly value: number[] } => ({
  step: Array.from({ length: count }, (_, step) => step),
  value: Array.from({ length: count }, (_, step) => value(step)),
});
