import type { Run } from '../run/run.ts';
import type { KeptStudies } from '../study/kept.ts';
import type { Layer, PlaneAxis, PlaneReading } from './plane.ts';
import type { Quantity } from './quantity.ts';
import type { Scale } from './scale.ts';
import type { Stretch } from './stretch.ts';

/** A picture of runs: one file in app/figure/figures and one line in its list (docs/renderer.md). */
export type Figure = StepFigure | PlaneFigure | EventFigure;

interface FigureHead {
  readonly name: string;
  readonly title: string;
  /** What is drawn, as a formula; stands in grey beside the title. */
  readonly formula: string;
  /** Whether it takes the whole width. */
  readonly wide: boolean;
  /** What has to be said of a run's curves in a sentence; null: nothing. */
  readonly note?: (run: Run) => string | null;
}

/** A curve of a figure along the steps: one recorded series of a run. */
export interface FigureCurve {
  readonly series: string;
  /** `value`: what was measured; `bound`: what theory sets beside it, drawn thin and dashed. */
  readonly role: 'value' | 'bound';
  /** Drawn a second time with the other sign, the band between both tinted. */
  readonly mirrored?: boolean;
  /** Of a figure of pairs: what is made of the series of both runs; left out where it is one of the first run alone. */
  readonly combined?: 'difference' | 'ratio';
  /** What stands at the line's end, after the run's label. */
  readonly symbol: string;
}

/** Recorded series over the steps. */
export interface StepFigure extends FigureHead {
  readonly kind: 'steps';
  /** What the vertical axis counts: symbol and unit (docs/series.md). */
  readonly axis: string;
  readonly scale: Scale;
  /** Whether the other scale shows it as well: what it draws is positive, or mostly so. */
  readonly turns?: boolean;
  /** What a linear vertical axis always holds: zero, as much above zero as below, or nothing in particular. */
  readonly holds: 'zero' | 'symmetry' | 'data';
  /** All runs in one panel, or a panel for each. */
  readonly panels: 'together' | 'each';
  /** What it draws of a run by itself; nothing where it draws pairs. */
  readonly curves: (run: Run) => readonly FigureCurve[];
  /** What it draws of a run beside another (app/figure/pairing.ts); left out where it draws runs by themselves. */
  readonly beside?: (run: Run, reference: Run) => readonly FigureCurve[];
  /** What is computed of a pair only where it is asked for (docs/studies.md), and drawn where it was. */
  readonly study?: 'distance';
  /** The same figure of another quantity, where it may be one of several. */
  readonly of?: (quantity: Quantity) => StepFigure;
  /** Whether the flip rate stands below each panel as a strip (app/figure/strip.ts). */
  readonly flips?: boolean;
}

/**
 * Two quantities against each other, neither of them the step: what is parametric in it, so that the linked cursor stands at a point, or what was
 * measured at one step of a run.
 */
export interface PlaneFigure extends FigureHead {
  readonly kind: 'plane';
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Whether both axes show one range, at the same scale. */
  readonly square: boolean;
  /** All runs in one panel, a panel for each, or a panel for each with axes that are never shared. */
  readonly panels: 'together' | 'each' | 'own';
  /** What is kept with a run that it draws; null: series alone. Spectra and slices are of one step each. */
  readonly study: 'spectrum' | 'slice' | 'flow' | null;
  /** Whether there is any of it that this figure draws; left out where it draws no study. */
  readonly isKept?: (studies: KeptStudies) => boolean;
  /** What has to be said of what is kept, in a sentence; null: nothing. */
  readonly sentence?: (studies: KeptStudies) => string | null;
  /** Series that it reads, every recorded point of them; none where it draws nothing of a run. */
  readonly series: (run: Run) => readonly string[];
  readonly layers: (run: Run, reading: PlaneReading) => readonly Layer[];
}

/** What was noticed along runs, a row for each. */
export interface EventFigure extends FigureHead {
  readonly kind: 'events';
}

/** A stretch of the vertical axis. */
export type Range = Stretch;
