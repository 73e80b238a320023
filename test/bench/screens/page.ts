import uPlot from 'uplot';
import { valueAt } from '../../renderer/recorded.ts';
import { thin } from '../../../app/series/thin.ts';
import type { Curve } from '../../../app/figure/curve.ts';
import type { Line } from '../../../app/figure/line.ts';
import { zoom, type Stretch } from '../../../app/figure/stretch.ts';
import { createChart, fit, frame, give, paint } from '../../../renderer/charts/chart.ts';
import { datasets } from '../../../renderer/charts/datasets.ts';

// Runs in the browser: Ravine's charts as Plot.svelte makes them, and uPlot's, of the same values. What is drawn is read back, so that the time of filling
// the pixels counts.

export const WIDTH = 1280;
const HEIGHT = 288; // a wide figure
const CREATED = 15;
const ZOOMED = 40;

export interface Times {
  readonly create: readonly number[];
  readonly zoom: readonly number[];
}

/** A place in the page. */
function place(): HTMLElement {
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  return element;
}

function readBack(canvas: HTMLCanvasElement | null): void {
  canvas?.getContext('2d')?.getImageData(0, 0, 1, 1);
}

const token = (name: string): string => (name === '--font' ? 'sans-serif' : '#336699');

function lineOf(index: number, curve: Curve): Line {
  return {
    run: `${index}`,
    figureCurve: { series: 'oscillation', role: 'value', symbol: 'δ' },
    appearance: { label: `run ${index}`, kind: 'gd', shade: 100, dash: [], marker: 'circle' },
    curve,
    x: curve.step,
  };
}

/** An oscillation of period two with rare spikes. */
function recorded(points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, step) => valueAt(step));
}

/** As the lab answers: a stretch with its margins, thinned. */
function read(value: Float64Array, { from, to }: Stretch): Curve {
  const margin = (to - from) / 2;
  const first = Math.max(0, Math.floor(from - margin));
  const last = Math.min(value.length - 1, Math.ceil(to + margin));
  const step = Float64Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const buckets = Math.ceil((WIDTH * (last - first)) / (to - from));
  const thinned = thin(step, value.subarray(first, last + 1), buckets);
  return { ...thinned, read: { from: first, to: last }, density: buckets / (last - first), ended: true };
}

/** Ravine's chart: created with what the lab sent, then zoomed by steps of the wheel, each with what the lab would send for it. */
export function ravine(points: number): Times {
  const value = recorded(points);
  const whole = { from: 0, to: value.length - 1 };
  const y = { from: -8, to: 8 };
  const make = (curve: Curve) => {
    const canvas = place().appendChild(document.createElement('canvas'));
    const chart = createChart(canvas, { scale: 'linear', across: 'linear', counts: true, unit: 'step' });
    paint(chart, { grid: '#ddd', axis: '#ccc', words: '#666', font: 'sans-serif' });
    fit(chart, WIDTH, HEIGHT, devicePixelRatio);
    const show = (stretch: Stretch, shown: Curve): void => {
      frame(chart, stretch, y, 20);
      give(chart, datasets([lineOf(0, shown)], stretch, WIDTH, token, false));
      chart.update('none');
      readBack(canvas);
    };
    show(whole, curve);
    return { chart, show };
  };
  const all = read(value, whole);
  const create = Array.from({ length: CREATED }, () => {
    let made: ReturnType<typeof make> | undefined;
    const time = taken(() => (made = make(all)));
    made?.chart.destroy();
    return time;
  });
  const { chart, show } = make(all);
  let stretch: Stretch = whole;
  const times = Array.from({ length: ZOOMED }, () => {
    stretch = zoom(stretch, 0.8, 0.3, whole) ?? whole;
    const curve = read(value, stretch);
    return taken(() => show(stretch, curve));
  });
  chart.destroy();
  return { create, zoom: times };
}

/** uPlot's chart of all values: it thins for itself. */
export async function uplot(points: number): Promise<Times> {
  const value = recorded(points);
  const step = Float64Array.from({ length: value.length }, (_, i) => i);
  const make = async (): Promise<uPlot> => {
    const plot = new uPlot(optionsOf(1, WIDTH, HEIGHT), [step, value], place());
    await Promise.resolve(); // it draws in a microtask
    readBack(plot.ctx.canvas);
    return plot;
  };
  const create: number[] = [];
  for (let i = 0; i < CREATED; i++) {
    const begun = performance.now();
    const plot = await make();
    create.push(performance.now() - begun);
    plot.destroy();
  }
  const plot = await make();
  const times: number[] = [];
  const whole = { from: 0, to: value.length - 1 };
  let stretch: Stretch = whole;
  for (let i = 0; i < ZOOMED; i++) {
    stretch = zoom(stretch, 0.8, 0.3, whole) ?? whole;
    const begun = performance.now();
    plot.setScale('x', { min: stretch.from, max: stretch.to });
    await Promise.resolve();
    readBack(plot.ctx.canvas);
    times.push(performance.now() - begun);
  }
  plot.destroy();
  return { create, zoom: times };
}

/** uPlot's charts of a comparison: all runs in each of `together`, and a panel for each run. @returns milliseconds until all are drawn */
export async function uplotComparison(count: number, points: number, together: number): Promise<number> {
  const runs = Array.from({ length: count }, () => recorded(points));
  const parent = place();
  const step = Float64Array.from({ length: runs[0]?.length ?? 0 }, (_, i) => i);
  const begun = performance.now();
  const plots = Array.from(
    { length: together },
    () => new uPlot(optionsOf(runs.length, WIDTH, 196), [step, ...runs], parent),
  );
  for (const run of runs) plots.push(new uPlot(optionsOf(1, WIDTH, 196), [step, run], parent));
  await Promise.resolve();
  for (const plot of plots) readBack(plot.ctx.canvas);
  const time = performance.now() - begun;
  for (const plot of plots) plot.destroy();
  return time;
}

function optionsOf(series: number, width: number, height: number): uPlot.Options {
  return {
    ...{ width, height, pxAlign: 1 },
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false } },
    series: [{}, ...Array.from({ length: series }, () => ({ stroke: '#336699', width: 1.6 }))],
  };
}

function taken(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
