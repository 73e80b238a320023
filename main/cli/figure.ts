import { abscissas, stepsOf, wholeOf, type Abscissa } from '../../app/figure/abscissa.ts';
import type { Curve } from '../../app/figure/curve.ts';
import type { Figure } from '../../app/figure/figure.ts';
import { bucketsOf, spacingOf } from '../../app/figure/spacing.ts';
import { planeLayers, planeStretch } from '../../app/figure/plane.ts';
import { drawFigure, type Drawing } from '../../app/figure/svg/draw.ts';
import { drawingBuckets } from '../../app/figure/svg/measures.ts';
import type { Scale } from '../../app/figure/scale.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import type { Run } from '../../app/run/run.ts';
import { appVersion } from '../app-version.ts';
import { keptStudies } from '../lab/kept-studies.ts';
import type { Store } from '../store/store.ts';

/** How a figure is looked at. */
interface Look {
  readonly abscissa?: Abscissa;
  /** How the horizontal axis spaces it; evenly where nothing is said. */
  readonly across?: Scale;
  /** The step of whose kept spectra and slices it is drawn; the last ones where it is null. */
  readonly at?: number | null;
}

/**
 * A figure of some runs as an SVG drawing (docs/exports.md): every recorded step, thinned to the least and the greatest of each pixel's.
 * @returns null where none of the runs has recorded anything that it draws
 */
export function figureSvg(
  store: Store,
  runs: readonly Run[],
  figure: Figure,
  { abscissa = abscissas.step, across = 'linear', at = null }: Look = {},
): string | null {
  const along = runs.map((run) => ({ map: abscissa.along(run.experiment), step: run.step }));
  const stretch = wholeOf(along, across);
  const steps = (run: Run): Stretch => {
    const { to } = stepsOf(abscissa.along(run.experiment), stretch);
    return { from: 0, to: Math.max(1, Math.min(run.step, to)) };
  };
  const curve = (run: Run, series: string): Curve | null => {
    const map = abscissa.along(run.experiment);
    const read = steps(run);
    const buckets = bucketsOf(spacingOf(abscissa.name, map, across), read, drawingBuckets);
    const { step, value, thinned } = store.readSeries(run.id, series, { ...read, buckets });
    if (step.length === 0) return null;
    return { step, value, read, density: thinned ? drawingBuckets / read.to : Infinity, ended: true };
  };
  const whole = (run: Run, series: string): Curve | null => {
    if (figure.kind !== 'plane') return null;
    const read = planeStretch(figure, steps(run));
    const { step, value } = store.readSeries(run.id, series, read);
    return step.length === 0 ? null : { step, value, read, density: Infinity, ended: true };
  };
  const drawing = {
    ...{ figure, curve, whole, steps, abscissa, across, stretch },
    studies: ({ id }: Run) => keptStudies(store, id),
    events: ({ id }: Run) => store.readEvents(id),
    at: () => at,
    sharedAxes: true,
    version: appVersion(),
  };
  const drawn = runs.filter((run) => draws(drawing, run));
  return drawn.length === 0 ? null : drawFigure({ ...drawing, runs: drawn });
}

/** Whether there is anything of a run that the figure draws. */
function draws(drawing: Omit<Drawing, 'runs'>, run: Run): boolean {
  const { figure } = drawing;
  switch (figure.kind) {
    case 'steps':
      return figure.curves(run).some(({ series }) => drawing.curve(run, series) !== null);
    case 'plane':
      return planeLayers(figure, [run], drawing).length > 0;
    case 'events':
      return drawing.events(run).length > 0;
  }
}
