import type { Scale } from '../../../app/figure/scale.ts';
import type { LandscapeAddress } from '../../state/landscape-address.ts';
import type { FigureCurve } from '../../../app/figure/figure.ts';

/** A setting of a live experiment. */
export interface Dial {
  readonly name: string;
  /** `η`. */
  readonly symbol: string;
  readonly title: string;
  readonly least: number;
  readonly greatest: number;
  readonly by: number;
  readonly first: number;
}

export type Settings = Readonly<Record<string, number>>;

/** A curve over steps that was computed here, under GD or SAM. */
export interface Drawn {
  readonly under: 'gd' | 'sam';
  /** What stands at its end, after GD or SAM. */
  readonly symbol: string;
  readonly role: FigureCurve['role'];
  readonly mirrored?: boolean;
  /** Percentage of the optimizer's hue; 100 where left out. */
  readonly shade?: number;
  readonly step: Float64Array;
  readonly value: Float64Array;
}

export interface Picture {
  readonly title: string;
  readonly formula: string;
  readonly scale: Scale;
  readonly holds: 'zero' | 'symmetry' | 'data';
  /** Steps shown at first; all where left out. */
  readonly opening?: number;
  readonly curves: readonly Drawn[];
}

/** Theory beside what the experiment did. */
export interface Row {
  readonly quantity: string;
  readonly symbol: string;
  /** null where theory has no number there. */
  readonly predicted: number | null;
  /** null where it cannot be read off. */
  readonly measured: number | null;
}

export interface Outcome {
  readonly pictures: readonly Picture[];
  readonly rows: readonly Row[];
  /** Who showed it, or where it stops to hold. */
  readonly regime: string;
  /** The same on the map, where it has two variables. */
  readonly landscape: LandscapeAddress | null;
}

/** A claim of paper A (docs/theory.md) with an experiment that shows it: one file in this folder and one line in list.ts. */
export interface Lesson {
  readonly claim: 1 | 2 | 3;
  readonly title: string;
  readonly statement: string;
  readonly formulas: readonly string[];
  /** What the experiment runs. */
  readonly setting: string;
  readonly dials: readonly Dial[];
  readonly lookFor: readonly string[];
  readonly caveats: readonly string[];
  /** Presets of the lab that run it at length. */
  readonly presets: readonly string[];
  readonly compute: (settings: Settings) => Outcome;
}

/** Where a lesson's dials stand by an address: those that it does not name, or beyond their range, as at first. */
export function settingsOf({ dials }: Lesson, asked: Settings): Settings {
  return Object.fromEntries(
    dials.map(({ name, first, least, greatest }) => {
      const value = asked[name];
      return [name, value !== undefined && value >= least && value <= greatest ? value : first];
    }),
  );
}

/** The dials that do not stand as at first. */
export function turned(lesson: Lesson, asked: Settings): Settings {
  const settings = settingsOf(lesson, asked);
  return Object.fromEntries(
    lesson.dials
      .filter(({ name, first }) => settings[name] !== first)
      .map(({ name }) => [name, settings[name]!]),
  );
}

/** A curve from a function of the step, left out where that has no value. */
export function drawn(
  of: Omit<Drawn, 'step' | 'value'>,
  steps: number,
  value: (step: number) => number | null,
): Drawn {
  const points = Array.from({ length: steps + 1 }, (_, step) => [step, value(step)] as const).filter(
    (point): point is readonly [number, number] => point[1] !== null && Number.isFinite(point[1]),
  );
  return {
    ...of,
    step: Float64Array.from(points, ([step]) => step),
    value: Float64Array.from(points, ([, each]) => each),
  };
}
