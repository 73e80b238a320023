import type { Run } from '../run/run.ts';
import type { Scale } from './scale.ts';
import type { Stretch } from './stretch.ts';

/** A curve of a figure: one recorded series of a run. */
export interface FigureCurve {
  readonly series: string;
  /** `value`: what was measured; `bound`: what theory sets beside it, drawn thin and dashed. */
  readonly role: 'value' | 'bound';
  /** Drawn a second time with the other sign, the band between both tinted. */
  readonly mirrored?: boolean;
  /** What stands at the line's end, after the run's label. */
  readonly symbol: string;
}

/** A picture of runs: one file in app/figure/figures and one line in its list (docs/renderer.md). */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** What is drawn, as a formula; stands in grey beside the title. */
  readonly formula: string;
  /** What the vertical axis counts: symbol and unit (docs/series.md). */
  readonly axis: string;
  readonly scale: Scale;
  /** Whether the other scale shows it as well: what it draws is positive, or mostly so. */
  readonly turns?: boolean;
  /** What a linear vertical axis always holds: zero, as much above zero as below, or nothing in particular. */
  readonly holds: 'zero' | 'symmetry' | 'data';
  /** All runs in one panel, or a panel for each. */
  readonly panels: 'together' | 'each';
  /** Whether it takes the whole width. */
  readonly wide: boolean;
  readonly curves: (run: Run) => readonly FigureCurve[];
  /** What has to be said of a run's curves in a sentence; null: nothing. */
  readonly note?: (run: Run) => string | null;
}

/** A stretch of the vertical axis. */
export type Range = Stretch;
