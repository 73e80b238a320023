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
  /** Whether a figure is in sight: what it needs is read first. */
  readonly isSeen: (figure: Figure) => boolean;
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

/**
 * The series that figures need, and how much of each. What only figures out of sight need is read when there is time; and what is dear, every point of
 * runs and what is made of both of a pair, not before they come in sight.
 */
export function wantsOf(drawn: Drawn): readonly Want[] {
  const { subjects, apart } = drawn;
  const seen = drawn.figures.filter(drawn.isSeen);
  const along = subjects.flatMap((subject) => {
    const first = new Set(seriesAlong(drawn, seen, subject).map(keyOf));
    const otherwise = subject.kind === 'pair' ? 'in sight' : 'idle';
    return seriesAlong(drawn, drawn.figures, subject).map((one): Want => ({
      ...one,
      when: first.has(keyOf(one)) ? 'now' : otherwise,
      need: needOf(drawn, one.source),
    }));
  });
  return [...along, ...apart.flatMap((run) => wholeSeries(drawn, run))];
}

type SourceSeries = Pick<Want, 'source' | 'name'>;

function keyOf({ source, name }: SourceSeries): string {
  return `${source.id} ${name}`;
}

/** What figures along the steps need of a subject, every series of a source once. */
function seriesAlong({ behind }: Drawn, figures: readonly Figure[], subject: Subject): SourceSeries[] {
  const series = drawnOf(figures, subject, behind).map(({ source, figureCurve }) => ({
    source,
    name: figureCurve.series,
  }));
  const flips = figures.some((figure) => figure.kind === 'steps' && figure.flips);
  const strips =
    subject.kind === 'run' && flips
      ? stripSeries.map((name) => ({ source: alone(subject.runs[0]), name }))
      : [];
  return [...new Map([...series, ...strips].map((one) => [keyOf(one), one])).values()];
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
  const stretchesOf = (figures: readonly Figure[]): Map<string, Stretch> => {
    const stretches = new Map<string, Stretch>();
    for (const figure of figures) {
      if (figure.kind !== 'plane') continue;
      const within = planeStretch(figure, need.stretch);
      for (const name of figure.series(run)) {
        const before = stretches.get(name);
        stretches.set(name, before && before.from <= within.from ? before : within);
      }
    }
    return stretches;
  };
  const seen = stretchesOf(drawn.figures.filter(drawn.isSeen));
  return [...new Map([...stretchesOf(drawn.figures), ...seen])].map(([name, stretch]): Want => ({
    ...{ source, name, whole: true, when: seen.has(name) ? 'slow' : 'in sight' },
    need: { ...need, stretch, buckets: Infinity, spacing: bySteps },
  }));
}
