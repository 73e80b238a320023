import { abscissas, stepsOf, wholeOf, type Abscissa } from '../../app/figure/abscissa.ts';
import type { Curve } from '../../app/figure/curve.ts';
import type { Figure } from '../../app/figure/figure.ts';
import { bucketsOf, spacingOf } from '../../app/figure/spacing.ts';
import { drawFigure, drawingBuckets } from '../../app/figure/svg/draw.ts';
import type { Scale } from '../../app/figure/scale.ts';
import type { Run } from '../../app/run/run.ts';
import { appVersion } from '../app-version.ts';
import type { Store } from '../store/store.ts';

/** The horizontal axis of a figure; steps, evenly, where nothing is said. */
interface Axes {
  readonly abscissa?: Abscissa;
  readonly across?: Scale;
}

/**
 * A figure of some runs as an SVG drawing (docs/exports.md): every recorded step, thinned to the least and the greatest of each pixel's.
 * @returns null where none of the runs has recorded anything that it draws
 */
export function figureSvg(
  store: Store,
  runs: readonly Run[],
  figure: Figure,
  { abscissa = abscissas.step, across = 'linear' }: Axes = {},
): string | null {
  const along = runs.map((run) => ({ map: abscissa.along(run.experiment), step: run.step }));
  const stretch = wholeOf(along, across);
  const curve = (run: Run, series: string): Curve | null => {
    const map = abscissa.along(run.experiment);
    const steps = { from: 0, to: Math.max(1, Math.min(run.step, stepsOf(map, stretch).to)) };
    const buckets = bucketsOf(spacingOf(abscissa.name, map, across), steps, drawingBuckets);
    const { step, value, thinned } = store.readSeries(run.id, series, { ...steps, buckets });
    if (step.length === 0) return null;
    return { step, value, read: steps, density: thinned ? drawingBuckets / steps.to : Infinity, ended: true };
  };
  const drawn = runs.filter((run) => figure.curves(run).some(({ series }) => curve(run, series) !== null));
  if (drawn.length === 0) return null;
  return drawFigure({
    figure,
    runs: drawn,
    curve,
    abscissa,
    across,
    stretch,
    sharedAxes: true,
    version: appVersion(),
  });
}
