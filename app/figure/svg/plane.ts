import type { Run } from '../../run/run.ts';
import type { Appearance } from '../appearance.ts';
import { arrows, ARROWS, changingSquares, firstInSquares, type Pixels } from '../apart.ts';
import type { PlaneFigure } from '../figure.ts';
import {
  placeOn,
  planeAxes,
  planeLayers,
  type PlaneAxes,
  type PlaneLayer,
  type PlaneSource,
} from '../plane.ts';
import { layerLabel, planeNotes, planeSentence, studySentences } from '../plane-words.ts';
import { wordsIn } from '../word-places.ts';
import { ink, lineOf, mixed, paper, wordsOf } from './colour.ts';
import { element, escaped, short } from './element.ts';
import { clipped, frame, type Box } from './frame.ts';
import { mark } from './lines.ts';
import { BETWEEN, drawingBuckets, LEFT, TOP, WIDTH } from './measures.ts';
import type { Body } from './page.ts';

interface PlaneDrawing extends PlaneSource {
  readonly runs: readonly Run[];
  readonly looks: ReadonlyMap<string, Appearance>;
  readonly sharedAxes: boolean;
}

const HEIGHT = 280;
const SIDE = 290; // of a square panel: two stand beside each other
const SECOND = WIDTH - 20 - SIDE;

/** Panels of layers; square ones two in a row. */
export function planeBody(figure: PlaneFigure, drawing: PlaneDrawing): Body {
  const { runs, looks, sharedAxes } = drawing;
  const layers = planeLayers(figure, runs, drawing, looks);
  const panels =
    figure.panels !== 'together'
      ? runs.map(({ id }) => layers.filter(({ run }) => run === id)).filter((own) => own.length > 0)
      : [layers];
  const shared = sharedAxes && figure.panels !== 'own' ? planeAxes(layers, figure) : null;
  const columns = figure.square ? 2 : 1;
  const height = figure.square ? SIDE : HEIGHT;
  const drawn = panels.map((own, index) => {
    const box = {
      left: index % columns === 0 ? LEFT : SECOND,
      top: TOP + Math.floor(index / columns) * (height + BETWEEN + 14),
      width: figure.square ? SIDE : drawingBuckets,
      height,
    };
    return panel(figure, own, shared ?? planeAxes(own, figure), box);
  });
  return {
    panels: drawn,
    bottom: TOP + Math.ceil(panels.length / columns) * (height + BETWEEN + 14) - 4,
    legend: layers.map((layer) => ({
      words: layerLabel(layer),
      colour: wordsOf(layer.appearance),
      sample: (x, y, width) => sample(layer, x, y, width),
    })),
    description: planeSentence(figure, layers),
    notes: [
      ...planeNotes(figure, runs.map(drawing.steps)),
      ...studySentences(figure, runs, drawing.studies, looks),
    ],
  };
}

/** From a panel's values to its pixels. */
interface Places {
  readonly box: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function panel(figure: PlaneFigure, layers: readonly PlaneLayer[], axes: PlaneAxes, box: Box): string {
  const { left, top, width, height } = box;
  const x = placeOn(axes.x, figure.x.scale, left, left + width);
  const y = placeOn(axes.y, figure.y.scale, top + height, top);
  const owner = figure.panels !== 'together' ? layers[0]?.appearance : undefined;
  const verticals = layers.filter(({ shape }) => shape === 'verticals');
  return (
    frame({
      box,
      x: { range: axes.x, scale: figure.x.scale, title: figure.x.title, place: x, grid: true, below: 31 },
      y: { range: axes.y, scale: figure.y.scale, title: figure.y.title, place: y },
      owner: owner ? { words: owner.label, colour: wordsOf(owner) } : null,
      beyond: axes.y.beyond,
    }) +
    clipped(
      box,
      layers.map((layer) => drawnLayer(layer, { box, x, y }, verticals.indexOf(layer))).join('') +
        markWords(layers, { box, x, y }),
    )
  );
}

const BOUND = '5 4';

function drawnLayer(layer: PlaneLayer, places: Places, rank: number): string {
  const colour = lineOf(layer.appearance);
  const data = { 'data-run': layer.run, 'data-layer': layer.symbol };
  const pixels = { x: layer.x.map(places.x), y: layer.y.map(places.y) };
  const style = { fill: 'none', stroke: colour, 'stroke-width': layer.role === 'bound' ? 1.2 : 1.6 };
  switch (layer.shape) {
    case 'cloud': {
      const d = firstInSquares(pixels, 1)
        .map((i) => `M${short(pixels.x[i] ?? 0)} ${short(pixels.y[i] ?? 0)}h0`)
        .join('');
      return element('path', { ...data, ...style, 'stroke-width': 2.6, 'stroke-linecap': 'round', d });
    }
    case 'path':
    case 'line': {
      const d = throughPixels(pixels, changingSquares(pixels, 0.5));
      const dash = layer.role === 'bound' ? BOUND : layer.appearance.dash.join(' ');
      const strokes =
        dash === ''
          ? element('path', { ...data, ...style, d })
          : element('path', { ...data, ...style, 'stroke-opacity': 0.5, d }) +
            element('path', { ...style, 'stroke-dasharray': dash, d });
      if (layer.role === 'bound') return element('path', { ...data, ...style, 'stroke-dasharray': BOUND, d });
      return layer.shape === 'line' ? strokes : strokes + direction(layer, pixels, colour);
    }
    case 'area': {
      const { top, height } = places.box;
      const bottom = top + height;
      // A logarithm has no place for 0: there the line lies out of sight below the ground.
      const atMost = (most: number): Float64Array =>
        pixels.y.map((at) => (Number.isFinite(at) ? Math.min(at, most) : most));
      const through = (y: Float64Array): string =>
        throughPixels({ x: pixels.x, y }, changingSquares({ x: pixels.x, y }, 0.5));
      const [left, right] = [short(pixels.x[0] ?? 0), short(pixels.x.at(-1) ?? 0)];
      const closed = `${through(atMost(bottom))}L${right} ${bottom}L${left} ${bottom}Z`;
      return (
        element('path', { fill: colour, 'fill-opacity': 0.14, stroke: 'none', d: closed }) +
        element('path', { ...data, ...style, d: through(atMost(bottom + 4)) })
      );
    }
    case 'levels': {
      const d = throughPixels(pixels, [...pixels.x.keys()]);
      return element('path', { ...data, ...style, 'stroke-width': 1, 'stroke-opacity': 0.65, d });
    }
    case 'marks': {
      const drawn = Array.from(layer.x, (_, i) => {
        const [x, y] = [pixels.x[i] ?? NaN, pixels.y[i] ?? NaN];
        return Number.isFinite(x) && Number.isFinite(y) ? drawnMark(layer, x, y, colour) : '';
      });
      return element('g', data, drawn.join(''));
    }
    case 'verticals':
      return Array.from(layer.x, (_, i) => {
        const x = pixels.x[i] ?? NaN;
        if (!Number.isFinite(x)) return '';
        const { left, top, width, height } = places.box;
        const dash = layer.role === 'bound' ? BOUND : null;
        const line = { x1: x, x2: x, y1: top, y2: top + height, ...style, 'stroke-dasharray': dash };
        const atRight = x > left + width - 60;
        return element(
          'g',
          data,
          element('line', line) +
            words(layer.words?.[i], atRight ? x - 5 : x + 5, top + 12 + 14 * rank, atRight ? 'end' : 'start'),
        );
      }).join('');
  }
}

/** The words of all marks of a panel, none over another, and the values of its lines. */
function markWords(layers: readonly PlaneLayer[], { box, x, y }: Places): string {
  const { left, top, width, height } = box;
  return wordsIn(layers, x, y, { left, right: left + width, top, bottom: top + height })
    .map((placed) => words(placed.words, placed.x, placed.y, placed.anchor))
    .join('');
}

/** Arrows along a path, a ring where it begins and the run's marker where it ends. */
function direction(
  layer: PlaneLayer,
  pixels: { readonly x: Float64Array; readonly y: Float64Array },
  colour: string,
): string {
  const heads = arrows(pixels, ARROWS).map(({ x, y, angle }) =>
    element('path', {
      d: 'M-4 -4L4 0L-4 4Z',
      fill: colour,
      transform: `translate(${short(x)} ${short(y)}) rotate(${short(angle)})`,
    }),
  );
  const isKnown = (x: number, i: number): boolean => Number.isFinite(x) && Number.isFinite(pixels.y[i]);
  const [first, last] = [pixels.x.findIndex(isKnown), pixels.x.findLastIndex(isKnown)];
  if (first < 0) return heads.join('');
  const start = element('circle', {
    ...{ cx: pixels.x[first] ?? 0, cy: pixels.y[first] ?? 0, r: 3.4 },
    ...{ fill: paper, stroke: colour, 'stroke-width': 1.6 },
  });
  return (
    heads.join('') +
    start +
    mark(layer.appearance.marker, pixels.x[last] ?? 0, pixels.y[last] ?? 0, 3.6, colour)
  );
}

/** What theory sets is a ring, what was measured the run's marker. */
function drawnMark({ role, appearance }: PlaneLayer, x: number, y: number, colour: string): string {
  if (role === 'value') return mark(appearance.marker, x, y, 4, colour);
  const stroke = mixed(colour, 0.45, ink);
  return element('circle', { cx: x, cy: y, r: 6, fill: 'none', stroke, 'stroke-width': 1.6 });
}

function words(text: string | undefined, x: number, y: number, anchor = 'start'): string {
  if (!text) return '';
  // A pale border keeps words on lines readable.
  const border = { stroke: paper, 'stroke-width': 3, 'paint-order': 'stroke' };
  return element(
    'text',
    { x, y, 'font-size': 11, fill: ink, ...border, 'text-anchor': anchor },
    escaped(text),
  );
}

function throughPixels({ x, y }: Pixels, indices: readonly number[]): string {
  let [d, move] = ['', true];
  for (const i of indices) {
    const [across, down] = [x[i] ?? NaN, y[i] ?? NaN];
    if (!Number.isFinite(across) || !Number.isFinite(down)) move = true;
    else {
      d += `${move ? 'M' : 'L'}${short(across)} ${short(down)}`;
      move = false;
    }
  }
  return d;
}

function sample(layer: PlaneLayer, x: number, y: number, width: number): string {
  const colour = lineOf(layer.appearance);
  const middle = x + width / 2;
  switch (layer.shape) {
    case 'cloud':
      return [-10, -4, 3, 9]
        .map((by, i) =>
          element('circle', { cx: middle + by, cy: y + (i % 2 === 0 ? -2 : 3), r: 1.3, fill: colour }),
        )
        .join('');
    case 'marks':
      return drawnMark(layer, middle, y, colour);
    case 'path':
    case 'line':
    case 'area':
    case 'levels':
    case 'verticals': {
      const isDashed = layer.shape !== 'area' && layer.shape !== 'levels';
      const dash = layer.role === 'bound' ? BOUND : isDashed ? layer.appearance.dash.join(' ') : '';
      const upright = layer.shape === 'verticals';
      const [dx, dy] = upright ? [0, 7] : [width / 2, 0];
      const line = element('line', {
        ...{ x1: middle - dx, x2: middle + dx, y1: y - dy, y2: y + dy },
        ...{ stroke: colour, 'stroke-width': layer.role === 'bound' ? 1.2 : 1.8 },
        'stroke-dasharray': dash === '' || (upright && layer.role === 'value') ? null : dash,
      });
      const ground =
        layer.shape === 'area'
          ? element('rect', { x, y, width, height: 6, fill: colour, 'fill-opacity': 0.14 })
          : '';
      const head =
        layer.shape === 'path'
          ? element('path', { d: `M${short(middle - 4)} ${short(y - 4)}l8 4l-8 4Z`, fill: colour })
          : '';
      return ground + line + head;
    }
  }
}
