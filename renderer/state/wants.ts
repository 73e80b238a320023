import type { AbscissaName, StepMap } from '../../app/figure/abscissa.ts';
import type { Figure } from '../../app/figure/figure.ts';
import { planeStretch } from '../../app/figure/plane.ts';
import type { Scale } from '../../app/figure/scale.ts';
import { bySteps } from '../../app/figure/spacing.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import { stripSeries } from '../../app/figure/strip.ts';
import { alone, sourceLines, type Source, type SourceLine, type Subject } from '../../app/figure/subject.ts';
import { activeStatuses, type Run } from '../../app/run/run.ts';
import type { Need } from './curve.ts';
import type { Want } from './curves.svelte.ts';
import { reachOf } from './reach.ts';

/** What is drawn, and over what. */
interface Drawn {
  readonly figures: readonly Figure[];
  /** What figures over the steps draw as one each. */
  readonly subjects: readonly Subject[];
  /** What figures draw each by itself. */
  readonly apart: readonly Run[];
  /** Whether seeds that are drawn as one are drawn behind it too. */
  readonly behind: boolean;
  readonly abscissa: AbscissaName;
  readonly across: Scale;
  readonly stretch: Stretch;
  /** In pixels, of the widest chart. */
  readonly width: number;
  /** Where the steps of a run lie on the horizontal axis. */
  readonly map: (run: Run) => StepMap;
}

/** What figures draw of a subject, every series of a source once. */
export function drawnOf(
  figures: readonly Figure[],
  subject: Subject,
  behind: boolean,
): readonly SourceLine[] {
  const all = figures.flatMap((figure) =>
    figure.kind === 'steps' ? sourceLines(figure, subject, behind) : [],
  );
  return [...new Map(all.map((one) => [`${one.source.id} ${one.figureCurve.series}`, one])).values()];
}

/** The series that figures need, and how much of each. */
export function wantsOf(drawn: Drawn): readonly Want[] {
  const { figures, subjects, apart, behind } = drawn;
  const flips = figures.some((figure) => figure.kind === 'steps' && figure.flips);
  const along = subjects.flatMap((subject) => {
    const series = drawnOf(figures, subject, behind).map(({ source, figureCurve }) => ({
      source,
      name: figureCurve.series,
    }));
    const strips =
      subject.kind === 'run' && flips
        ? stripSeries.map((name) => ({ source: alone(subject.runs[0]), name }))
        : [];
    const all = new Map([...series, ...strips].map((one) => [`${one.source.id} ${one.name}`, one]));
    return [...all.values()].map((one) => ({ ...one, need: needOf(drawn, one.source) }));
  });
  return [...along, ...apart.flatMap((run) => wholeSeries(drawn, run))];
}

function needOf({ map, ...shown }: Drawn, { runs }: Source): Need {
  const most = Math.max(...runs.map((run) => run.experiment.steps));
  return {
    ...reachOf(map(runs[0]), most, shown),
    reached: Math.min(...runs.map((run) => run.step)),
    ended: runs.every((run) => !activeStatuses.includes(run.status)),
  };
}

/** Series of which figures need every point, over as much of the stretch as any of them draws. */
function wholeSeries(drawn: Drawn, run: Run): Want[] {
  const source = alone(run);
  const need = needOf(drawn, source);
  const stretches = new Map<string, Stretch>();
  for (const figure of drawn.figures) {
    if (figure.kind !== 'plane') continue;
    const within = planeStretch(figure, need.stretch);
    for (const name of figure.series(run)) {
      const before = stretches.get(name);
      stretches.set(name, before && before.from <= within.from ? before : within);
    }
  }
  return [...stretches].map(([name, stretch]) => ({
    ...{ source, name, whole: true },
    need: { ...need, stretch, buckets: Infinity, spacing: bySteps },
  }));
}
