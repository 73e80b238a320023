import { Chart, Filler, LinearScale, LineController, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartConfiguration, Point } from 'chart.js';
import { PiecewiseLine } from './piecewise-line.ts';
import type { Projection } from './projection.ts';
import { shareOf, type Scale } from '../../app/figure/scale.ts';
import { formatLogTick, formatTick, linearTicks, logTicks } from '../../app/figure/ticks.ts';

Chart.register(Filler, LinearScale, LineController, LogarithmicScale, PiecewiseLine, PointElement);
Chart.defaults.set('datasets.line', { datasetElementType: PiecewiseLine.id });

export type LineChart = Chart<'line', Point[]>;

const UNIT_CHARACTER = 5.6; // px of its italic 10.5 px type, on the average
const UNIT_ROOM = 14; // px between it and the middle of the last tick
const AXIS_WIDTH = 46; // px: the same in every figure, so that axes stand in line
const LOWER_PADDING = 4; // px

/** Colours of what is not a curve. */
export interface ChartColours {
  readonly grid: string;
  readonly axis: string;
  readonly words: string;
  readonly font: string;
}

/** Ticks of a scale and their words. */
const labelling = {
  linear: [linearTicks, formatTick],
  log: [logTicks, formatLogTick],
} as const;

/** What is fixed of a chart as long as it lives. */
export interface ChartKind {
  readonly scale: Scale;
  /** Of the horizontal axis. */
  readonly across: Scale;
  /** Whether the horizontal axis counts one by one, so that no tick stands between two. */
  readonly counts: boolean;
  /** Whether lines go up from all of its ticks: its title stands elsewhere. */
  readonly upright?: boolean;
  /** What stands at the horizontal axis' end; no tick lies under it. */
  readonly unit: string;
}

/** An empty chart on a canvas. It draws when told to (`chart.update('none')`), without animation, legend or tooltip. */
export function createChart(
  canvas: HTMLCanvasElement,
  { scale, across, counts, unit, upright = false }: ChartKind,
): LineChart {
  const [ticks, format] = labelling[scale];
  const [ticksAcross, formatAcross] = labelling[across];
  const configuration: ChartConfiguration<'line', Point[]> = {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      spanGaps: true,
      events: [],
      responsive: false, // `fit` gives it its size: Chart.js's own observer now and then takes a width of 0 for the new one
      maintainAspectRatio: false,
      layout: { padding: { top: 8, bottom: LOWER_PADDING } },
      elements: { point: { radius: 0 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          type: across === 'log' ? 'logarithmic' : 'linear',
          grid: { display: upright, drawTicks: false },
          border: { display: true },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            padding: 6,
            callback: (value, _, all) =>
              formatAcross(
                Number(value),
                all.map((tick) => tick.value),
              ),
          },
          afterBuildTicks: (axis) => {
            // The axis' end belongs to its unit.
            const shown = { from: axis.min, to: axis.max };
            const last =
              1 - Math.min(0.5, (UNIT_CHARACTER * unit.length + UNIT_ROOM) / Math.max(1, axis.width));
            axis.ticks = ticksAcross(shown)
              .filter(
                (value) =>
                  (upright || shareOf(across, shown, value) <= last) && (!counts || Number.isInteger(value)),
              )
              .map((value) => ({ value }));
          },
        },
        y: {
          type: scale === 'log' ? 'logarithmic' : 'linear',
          grid: { drawTicks: false },
          border: { display: false },
          ticks: {
            autoSkip: false,
            padding: 7,
            callback: (value, _, all) =>
              format(
                Number(value),
                all.map((tick) => tick.value),
              ),
          },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks({ from: axis.min, to: axis.max }).map((value) => ({ value }));
          },
          afterFit: (axis) => {
            axis.width = AXIS_WIDTH;
          },
        },
      },
    },
  };
  return new Chart(canvas, configuration);
}

/** Makes the chart as large as its place, in CSS pixels, at the screen's resolution. */
export function fit(chart: LineChart, width: number, height: number, pixelRatio: number): void {
  if (
    width <= 0 ||
    (chart.width === width && chart.height === height && chart.currentDevicePixelRatio === pixelRatio)
  )
    return;
  chart.options.devicePixelRatio = pixelRatio;
  chart.resize(width, height);
}

/** Sets the colours of axes, grid and tick labels. */
export function paint(chart: LineChart, { grid, axis, words, font }: ChartColours): void {
  for (const scale of Object.values(written(chart).scales ?? {})) {
    Object.assign(scale?.grid ?? {}, { color: grid });
    Object.assign(scale?.border ?? {}, { color: axis });
    Object.assign(scale?.ticks ?? {}, { color: words, font: { family: font, size: 10.5 } });
  }
}

/** Sets what the axes show, and the room for labels at the lines' ends. */
export function frame(chart: LineChart, x: Projection['x'], y: Projection['y'], room: number): void {
  const { scales = {}, layout } = written(chart);
  Object.assign(scales['x'] ?? {}, { min: x.from, max: x.to });
  Object.assign(scales['y'] ?? {}, { min: y.from, max: y.to });
  Object.assign(layout ?? {}, { padding: { top: 8, bottom: LOWER_PADDING, right: room } });
}

/** The options as `createChart` wrote them: `chart.options` is a proxy over them and the defaults, not to be copied from. */
function written(chart: LineChart): NonNullable<ChartConfiguration<'line', Point[]>['options']> {
  return chart.config.options ?? {};
}

/** How the points of a data set look. */
const POINT_LOOKS = ['pointStyle', 'pointRadius', 'pointBackgroundColor', 'pointBorderWidth'] as const;

/**
 * Gives the chart what it draws. The objects of its data sets stay and their content is exchanged: for one that it does not know Chart.js makes every
 * point anew. Where points look otherwise that is needed: updated without animation, those that it knows keep the look they were made with.
 */
export function give(chart: LineChart, drawn: LineChart['data']['datasets']): void {
  const known = chart.data.datasets;
  chart.data.datasets = drawn.map((next, index) => {
    const before = known[index];
    if (!before || POINT_LOOKS.some((name) => before[name] !== next[name])) return next;
    for (const name of Object.keys(before)) Reflect.deleteProperty(before, name);
    return Object.assign(before, next);
  });
}

/** Where the chart drew. */
export function projectionOf(
  chart: LineChart,
  x: Projection['x'],
  y: Projection['y'],
  { scale, across }: ChartKind,
): Projection {
  const { left, right, top, bottom } = chart.chartArea;
  return { left, right, top, bottom, x, y, scale, across };
}
