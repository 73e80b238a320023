import type { Experiment } from '../experiment/experiment.ts';
import { gradientEvaluations } from '../experiment/optimizer-rules.ts';
import { valueAt, type Scheduled } from '../experiment/schedule.ts';
import { sumBefore } from '../experiment/schedule-sum.ts';
import type { Run } from '../run/run.ts';
import type { SeriesPoints } from '../series/flips.ts';
import { clocked } from './clock.ts';
import type { Scale } from './scale.ts';
import { SHORTEST, type Stretch } from './stretch.ts';

export const abscissaNames = ['step', 'time', 'evaluations', 'seconds'] as const;
export type AbscissaName = (typeof abscissaNames)[number];

/** Where the steps of one run lie on a horizontal axis. Places rise with steps. */
export interface StepMap {
  /** The place of a step, or of a fraction of one. */
  place(step: number): number;
  /** The step at a place, fractions included; of several at one place the last. */
  step(place: number): number;
  /** Whether each step goes as far as every other. */
  readonly isEven: boolean;
}

/** What a horizontal axis counts. */
export type Abscissa = SetAbscissa | RecordedAbscissa;

/** What the experiment of a run decides. */
export interface SetAbscissa extends AbscissaHead {
  readonly name: Exclude<AbscissaName, 'seconds'>;
  /** Where the steps of a run of this experiment lie. */
  readonly along: (experiment: Pick<Experiment, 'optimizer'>) => StepMap;
}

/** What was recorded along a run. */
interface RecordedAbscissa extends AbscissaHead {
  readonly name: 'seconds';
  /** What it is recorded as. */
  readonly series: 'seconds';
}

interface AbscissaHead {
  /** As it stands at the axis, and before a number. */
  readonly unit: string;
  /** What it counts, in words. */
  readonly hint: string;
  /** Whether it counts one by one. */
  readonly counts: boolean;
}

/** The horizontal axes by their names. */
export const abscissas: Readonly<
  Record<SetAbscissa['name'], SetAbscissa> & Record<'seconds', RecordedAbscissa>
> = {
  step: {
    name: 'step',
    unit: 'step',
    hint: 'Steps of the optimizer',
    counts: true,
    along: () => proportional(1),
  },
  time: {
    name: 'time',
    unit: 'η·step',
    hint: 'Sum of the step sizes η so far: the time of the gradient flow that the steps follow, with momentum β 1/(1−β) times as fast',
    counts: false,
    along: ({ optimizer: { stepSize } }) =>
      typeof stepSize === 'number' ? proportional(stepSize) : summed(stepSize),
  },
  evaluations: {
    name: 'evaluations',
    unit: 'gradient evaluations',
    hint: 'Gradients computed so far: one a step under GD, two under SAM; of others by their rule. One of a mini-batch counts as one',
    counts: true,
    along: ({ optimizer }) => proportional(gradientEvaluations(optimizer)),
  },
  seconds: {
    name: 'seconds',
    unit: 'seconds',
    hint: 'Computing time so far, measurements included and pauses not; recorded at the steps that are measured, even between them',
    counts: false,
    series: 'seconds',
  },
};

/** Where the steps of a run lie on an axis; null where the run has not recorded what the axis counts. @param recorded its series of the axis, whole; null where the axis has none, or it was not read */
export function mapOf(
  abscissa: Abscissa,
  run: Pick<Run, 'experiment' | 'step' | 'seconds'>,
  recorded: SeriesPoints | null,
): StepMap | null {
  if (!('series' in abscissa)) return abscissa.along(run.experiment);
  return recorded && clocked(recorded, run);
}

/** The stretch of places that a stretch of steps takes. */
export function placesOf(map: StepMap, { from, to }: Stretch): Stretch {
  return { from: map.place(from), to: map.place(to) };
}

/** The stretch of steps that lies in a stretch of places; never without length. */
export function stepsOf(map: StepMap, { from, to }: Stretch): Stretch {
  const first = Math.max(0, map.step(from));
  return { from: first, to: Math.max(map.step(to), first + 1) };
}

/** The first place of a run's steps that is not 0: where a logarithmic axis begins. */
export function firstPlace({ map, step }: { readonly map: StepMap; readonly step: number }): number | null {
  for (let at = 1; at <= Math.max(1, step); at *= 2) if (map.place(at) > 0) return map.place(at);
  return null;
}

/** All places of runs that have come to these steps; on a logarithmic axis from the first that it has. */
export function wholeOf(
  runs: readonly { readonly map: StepMap; readonly step: number }[],
  scale: Scale = 'linear',
): Stretch {
  const ends = runs.map(({ map, step }) => map.place(Math.max(1, step)));
  const to = Math.max(0, ...ends) || 1;
  if (scale === 'linear') return { from: 0, to };
  // A run of one step has no length between its first place and its last.
  return { from: Math.min(to / 2, ...runs.flatMap((run) => firstPlace(run) ?? [])), to };
}

/** The shortest stretch a zoom can reach: `SHORTEST` steps of the run whose steps are the shortest on the average. */
export function shortestOf(runs: readonly { readonly map: StepMap; readonly step: number }[]): number {
  const means = runs.map(({ map, step }) => map.place(Math.max(1, step)) / Math.max(1, step));
  const least = Math.min(...means.filter((mean) => mean > 0));
  return SHORTEST * (Number.isFinite(least) ? least : 1);
}

function proportional(each: number): StepMap {
  return { place: (step) => each * step, step: (place) => place / each, isEven: true };
}

const FARTHEST = 2 ** 31; // steps: more than an experiment may have

function summed(stepSize: Scheduled): StepMap {
  const place = (step: number): number => sumBefore(stepSize, step);
  return {
    place,
    step: (at) => {
      if (at < 0) return 0;
      let [low, high] = [0, 1];
      while (high < FARTHEST && place(high) <= at) high *= 2;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (place(middle) <= at) low = middle;
        else high = middle;
      }
      const each = valueAt(stepSize, low);
      return each > 0 ? Math.min(low + (at - place(low)) / each, low + 1) : low;
    },
    isEven: false,
  };
}
