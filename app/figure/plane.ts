import type { Run } from '../run/run.ts';
import type { KeptStudies } from '../study/kept.ts';
import { appearances, type Appearance } from './appearance.ts';
import { indexAt, type Curve } from './curve.ts';
import type { PlaneFigure, Range } from './figure.ts';
import { symmetricAxis, type Axis } from './line.ts';
import { sharesOf, type Scale } from './scale.ts';
import type { Stretch } from './stretch.ts';

/** An axis of a figure whose axes are no steps. */
export interface PlaneAxis {
  /** Symbol and unit (docs/series.md). */
  readonly title: string;
  readonly scale: Scale;
  /** What a linear axis always holds. */
  readonly holds: 'zero' | 'symmetry' | 'data';
  /** Of a logarithmic axis, how many powers of ten below the greatest value it reaches; all of them where left out. */
  readonly decades?: number;
}

/** What such a figure is told of a run. */
export interface PlaneReading {
  /** Every recorded point of a series within the stretch; null where none was recorded. */
  readonly curve: (series: string) => Curve | null;
  readonly studies: KeptStudies;
  /** The step that is looked at: what is kept of single steps is that of the last one up to here. */
  readonly at: number;
}

/** What is drawn of a run as one thing, with a place in the legend. */
export interface Layer {
  /** After the run's label. */
  readonly symbol: string;
  /** `value`: what was measured; `bound`: what theory sets beside it. */
  readonly role: 'value' | 'bound';
  /**
   * `path`: a line through the points in their order, its direction marked; `cloud`: the points alone; `line` the same as a path without direction;
   * `area`: a line with the ground below it tinted; `levels`: thin lines, each of one value; `marks`: few points, each with its words; `verticals`: lines across at each x, with their words.
   */
  readonly shape: 'path' | 'cloud' | 'line' | 'area' | 'levels' | 'marks' | 'verticals';
  readonly x: Float64Array;
  /** Of `verticals` it means nothing. NaN leaves a gap. */
  readonly y: Float64Array;
  /** The step of each point, rising; null where points belong to no step of their own. */
  readonly step: Float64Array | null;
  /** Of each point, where they have some. */
  readonly words?: readonly string[];
  /** Of `levels`: the value of each point's line. */
  readonly level?: Float64Array;
}

/** A layer with whose it is and how it looks. */
export interface PlaneLayer extends Layer {
  readonly run: string;
  readonly appearance: Appearance;
}

/**
 * Most steps of which every point is drawn. A figure that pairs neighbouring steps can leave none out by extremes, and must not by strides: of a longer
 * stretch it draws the end, and says so.
 */
export const MOST_STEPS = 50_000;

/** The part of a stretch of which such a figure is drawn: its end. What is kept of single steps is looked for from the start of the run on. */
export function planeStretch({ study }: Pick<PlaneFigure, 'study'>, { from, to }: Stretch): Stretch {
  return { from: Math.max(study ? 0 : from, Math.ceil(to) - MOST_STEPS), to };
}

/** A curve's points within a stretch. */
export function within(curve: Curve, { from, to }: Stretch): Curve {
  const first = indexAt(curve.step, Math.ceil(from) - 1) + 1;
  const last = indexAt(curve.step, to) + 1;
  return { ...curve, step: curve.step.subarray(first, last), value: curve.value.subarray(first, last) };
}

/** Where the data of such figures come from: the lab's store, or what a page has read of it. */
export interface PlaneSource {
  /** Every recorded point of a series, at least of the steps drawn; null where none was recorded. */
  readonly whole: (run: Run, series: string) => Curve | null;
  readonly studies: (run: Run) => KeptStudies;
  /** The steps of a run that are shown. */
  readonly steps: (run: Run) => Stretch;
  /** The step of a run that is looked at; null for the last one shown. */
  readonly at: (run: Run) => number | null;
}

/** The layers of runs, without those that have no point. */
export function planeLayers(
  figure: PlaneFigure,
  runs: readonly Run[],
  source: PlaneSource,
  looks: ReadonlyMap<string, Appearance> = appearances(runs),
): PlaneLayer[] {
  return runs.flatMap((run) => {
    const appearance = looks.get(run.id);
    if (!appearance) return [];
    const shown = source.steps(run);
    const drawn = planeStretch(figure, shown);
    const reading: PlaneReading = {
      curve: (series) => {
        const curve = source.whole(run, series);
        return curve && within(curve, drawn);
      },
      studies: source.studies(run),
      // What is parametric in the step is drawn once, wherever the cursor goes.
      at: (figure.study ? source.at(run) : null) ?? shown.to,
    };
    return figure
      .layers(run, reading)
      .filter(({ x }) => x.length > 0)
      .map((layer) => ({ ...layer, run: run.id, appearance }));
  });
}

/** Both axes of a panel. */
export interface PlaneAxes {
  readonly x: Axis;
  readonly y: Axis;
}

/** The axes that hold what the layers show, with a little air; of `square` figures both are one. */
export function planeAxes(
  layers: readonly Layer[],
  figure: Pick<PlaneFigure, 'x' | 'y' | 'square'>,
): PlaneAxes {
  const x = layers.map((layer) => layer.x);
  const y = layers.flatMap((layer) => (layer.shape === 'verticals' ? [] : [layer.y]));
  if (!figure.square) return { x: axisOf(x, figure.x), y: axisOf(y, figure.y) };
  const both = axisOf([...x, ...y], figure.x);
  return { x: both, y: both };
}

function axisOf(all: readonly Float64Array[], axis: PlaneAxis): Axis {
  const { scale, holds, decades = Infinity } = axis;
  const values = finite(all, axis);
  if (values.length === 0)
    return { ...(scale === 'log' ? { from: 0.1, to: 10 } : { from: -1, to: 1 }), beyond: null };
  if (holds === 'symmetry') return symmetricAxis(values.map(Math.abs));
  const least = values.reduce((low, value) => Math.min(low, value), Infinity);
  const greatest = values.reduce((high, value) => Math.max(high, value), -Infinity);
  if (scale === 'log') {
    const from = Math.max(least, greatest / 10 ** decades);
    const air = Math.max(0.06 * Math.log10(greatest / from), 0.02);
    return { from: from * 10 ** -air, to: greatest * 10 ** air, beyond: null };
  }
  const from = holds === 'zero' ? Math.min(0, least) : least;
  const air = 0.06 * (greatest - from) || Math.abs(greatest) * 0.05 || 1;
  return { from: from === 0 ? 0 : from - air, to: greatest + air, beyond: null };
}

/** The values that have a place on an axis, in an array of their own. */
function finite(all: readonly Float64Array[], { scale }: PlaneAxis): Float64Array {
  const found = new Float64Array(all.reduce((sum, values) => sum + values.length, 0));
  let count = 0;
  for (const values of all)
    for (const value of values)
      if (Number.isFinite(value) && (scale === 'linear' || value > 0)) found[count++] = value;
  return found.subarray(0, count);
}

/** From values to pixels along an axis, `low` being the place of its lower end. */
export function placeOn(range: Range, scale: Scale, low: number, high: number): (value: number) => number {
  const share = sharesOf(scale, range);
  return (value) => low + share(value) * (high - low);
}
