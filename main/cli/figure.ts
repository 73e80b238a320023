import {
  abscissas,
  mapOf,
  stepsOf,
  wholeOf,
  type Abscissa,
  type StepMap,
} from '../../app/figure/abscissa.ts';
import { groupingOf, looksOf } from '../../app/figure/grouping.ts';
import { pairsOf } from '../../app/figure/pairing.ts';
import { single, sourceLines, type Source, type Subject } from '../../app/figure/subject.ts';
import type { Curve } from '../../app/figure/curve.ts';
import type { Figure } from '../../app/figure/figure.ts';
import { bucketsOf, spacingOf } from '../../app/figure/spacing.ts';
import { planeLayers, planeStretch } from '../../app/figure/plane.ts';
import { drawFigure, type Drawing } from '../../app/figure/svg/draw.ts';
import { drawingBuckets } from '../../app/figure/svg/measures.ts';
import type { Scale } from '../../app/figure/scale.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import type { Run } from '../../app/run/run.ts';
import type { SeriesWindow } from '../../app/series/chunk.ts';
import { appVersion } from '../app-version.ts';
import { keptStudies } from '../lab/kept-studies.ts';
import type { Store } from '../store/store.ts';

/** How a figure is drawn; against steps, evenly, where nothing is said. */
interface Look {
  readonly abscissa?: Abscissa;
  /** How the horizontal axis spaces it; evenly where nothing is said. */
  readonly across?: Scale;
  /** The step of whose kept spectra and slices it is drawn; the last ones where it is null. */
  readonly at?: number | null;
  /** Whether seeds of one setting are drawn as one; null: where there are many runs. */
  readonly together?: boolean | null;
  /** Of a figure of pairs, the id of the run that the others are compared with; the first where it is null. */
  readonly against?: string | null;
}

/**
 * A figure of some runs as an SVG drawing (docs/exports.md): every recorded step, thinned to the least and the greatest of each pixel's.
 * @returns null where none of the runs has recorded anything that it draws
 */
export function figureSvg(
  store: Store,
  runs: readonly Run[],
  figure: Figure,
  { abscissa = abscissas.step, across = 'linear', at = null, together = null, against = null }: Look = {},
): string | null {
  const maps = stepMaps(store, runs, abscissa);
  const placed = runs.filter(({ id }) => maps.has(id));
  const map = ({ id }: Run): StepMap => maps.get(id)!; // of those that have one
  const along = placed.map((run) => ({ map: map(run), step: run.step }));
  const stretch = wholeOf(along, across);
  const steps = (run: Run): Stretch => {
    const { to } = stepsOf(map(run), stretch);
    return { from: 0, to: Math.max(1, Math.min(run.step, to)) };
  };
  const curve = ({ runs: read, combined }: Source, series: string): Curve | null => {
    const [run] = read;
    const own = steps(run);
    const buckets = bucketsOf(spacingOf(abscissa.name, map(run), across), own, drawingBuckets);
    const request = { ...own, buckets };
    const { step, value, thinned } =
      combined === null
        ? store.readSeries(run.id, series, request)
        : store.readCombined(
            read.map(({ id }) => id),
            series,
            combined,
            request,
          );
    if (step.length === 0) return null;
    return {
      ...{ step, value, read: own, ended: true },
      density: thinned ? drawingBuckets / own.to : Infinity,
    };
  };
  const whole = (run: Run, series: string): Curve | null => {
    if (figure.kind !== 'plane') return null;
    const read = planeStretch(figure, steps(run));
    const { step, value } = store.readSeries(run.id, series, read);
    return step.length === 0 ? null : { step, value, read, density: Infinity, ended: true };
  };
  const source = {
    ...{ figure, curve, whole, steps, abscissa, map, across, stretch },
    studies: ({ id }: Run) => keptStudies(store, id),
    events: ({ id }: Run) => store.readEvents(id),
    at: () => at,
    sharedAxes: true,
    version: appVersion(),
  };
  const ofPairs = figure.kind === 'steps' && figure.beside !== undefined;
  const drawn = ofPairs ? placed : placed.filter((run) => draws(source, single(run)));
  const grouping = groupingOf(drawn, together);
  const subjects = ofPairs
    ? pairsOf(grouping.subjects, against).filter((pair) => draws(source, pair))
    : grouping.subjects;
  if (subjects.length === 0) return null;
  return drawFigure({
    ...{ ...source, subjects },
    looks: looksOf(drawn, grouping),
    behind: grouping.behind,
  });
}

/** Where the steps of runs lie on an axis, by their ids; without those that have not recorded what it counts. */
export function stepMaps(
  store: Store,
  runs: readonly Run[],
  abscissa: Abscissa,
): ReadonlyMap<string, StepMap> {
  const recorded = (id: string): SeriesWindow | null =>
    'series' in abscissa ? store.readSeries(id, abscissa.series) : null;
  return new Map(
    runs.flatMap((run) => {
      const map = mapOf(abscissa, run, recorded(run.id));
      return map ? [[run.id, map] as const] : [];
    }),
  );
}

/** Whether there is anything of a run, or of a pair, that the figure draws. */
function draws(drawing: Omit<Drawing, 'subjects' | 'looks' | 'behind'>, subject: Subject): boolean {
  const { figure } = drawing;
  const [run] = subject.runs;
  switch (figure.kind) {
    case 'steps':
      return sourceLines(figure, subject, false).some(
        ({ source, figureCurve }) => drawing.curve(source, figureCurve.series) !== null,
      );
    case 'plane':
      return planeLayers(figure, [run], drawing).length > 0;
    case 'events':
      return drawing.events(run).length > 0;
  }
}
