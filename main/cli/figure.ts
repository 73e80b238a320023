import type { Curve } from '../../app/figure/curve.ts';
import type { Figure } from '../../app/figure/figure.ts';
import { drawFigure, drawingBuckets } from '../../app/figure/svg/draw.ts';
import type { Run } from '../../app/run/run.ts';
import { appVersion } from '../app-version.ts';
import type { Store } from '../store/store.ts';

/**
 * A figure of some runs as an SVG drawing (docs/exports.md): every recorded step, thinned to the least and the greatest of each pixel's.
 * @returns null where none of the runs has recorded anything that it draws
 */
export function figureSvg(store: Store, runs: readonly Run[], figure: Figure): string | null {
  const to = Math.max(1, ...runs.map(({ step }) => step));
  const stretch = { from: 0, to };
  const curve = ({ id }: Run, series: string): Curve | null => {
    const { step, value, thinned } = store.readSeries(id, series, { ...stretch, buckets: drawingBuckets });
    if (step.length === 0) return null;
    return { step, value, read: stretch, density: thinned ? drawingBuckets / to : Infinity, ended: true };
  };
  const drawn = runs.filter((run) => figure.curves(run).some(({ series }) => curve(run, series) !== null));
  if (drawn.length === 0) return null;
  return drawFigure({ figure, runs: drawn, curve, stretch, sharedAxes: true, version: appVersion() });
}
