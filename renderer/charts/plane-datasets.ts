import type { ChartDataset, Point } from 'chart.js';
import { changingSquares, firstInSquares, type Pixels } from '../../app/figure/apart.ts';
import { lineColour } from '../../app/figure/appearance.ts';
import type { PlaneLayer } from '../../app/figure/plane.ts';
import type { PlanePlaces } from './plane-places.ts';

type Dataset = ChartDataset<'line', Point[]>;

/**
 * What Chart.js draws of layers in a plane: clouds and lines. Marks, verticals and words lie above it. Chart.js draws the first data set last: the
 * layers' order is turned round.
 */
export function planeDatasets(
  layers: readonly PlaneLayer[],
  { x, y, bottom }: PlanePlaces,
  token: (name: string) => string,
): Dataset[] {
  const drawn = layers.flatMap((layer): Dataset[] => {
    const colour = lineColour(layer.appearance, token);
    const pixels = { x: layer.x.map(x), y: layer.y.map(y) };
    switch (layer.shape) {
      case 'cloud':
        return [
          {
            data: pointsAt(layer, firstInSquares(pixels, 1)),
            showLine: false,
            pointRadius: 1.3,
            pointBorderWidth: 0,
            pointBackgroundColor: colour,
          },
        ];
      case 'path':
      case 'line':
        return line(layer, pixels, colour);
      case 'area': {
        // A logarithm has no place for 0: there the line lies out of sight below the ground.
        const ground = layer.y.map((value) => (y(value) <= bottom ? value : NaN));
        const data = pointsAt({ ...layer, y: ground }, changingSquares(pixels, 0.5));
        const fill = `color-mix(in srgb, ${colour} 14%, transparent)`;
        return [
          {
            ...{ data, borderColor: colour, borderWidth: 1.6, spanGaps: false },
            ...{ fill: 'start', backgroundColor: fill },
          },
        ];
      }
      case 'levels':
        return [
          {
            data: pointsAt(layer, [...layer.x.keys()]),
            borderColor: faint(colour),
            borderWidth: 1,
            spanGaps: false,
          },
        ];
      case 'marks':
      case 'verticals':
        return [];
    }
  });
  return drawn.reverse();
}

function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 65%, transparent)`;
}

/** A dashed line lies on a pale whole one, as on figures along the steps; what theory sets is thin and dashed alone. */
function line(layer: PlaneLayer, pixels: Pixels, colour: string): Dataset[] {
  const data = pointsAt(layer, changingSquares(pixels, 0.5));
  if (layer.role === 'bound')
    return [{ data, borderColor: colour, borderWidth: 1, borderDash: [5, 4], spanGaps: false }];
  const drawn: Dataset = { data, borderColor: colour, borderWidth: 1.6, spanGaps: false };
  const { dash } = layer.appearance;
  if (dash.length === 0) return [drawn];
  return [
    { ...drawn, borderColor: `color-mix(in srgb, ${colour} 50%, transparent)` },
    { ...drawn, borderDash: [...dash] },
  ];
}

function pointsAt({ x, y }: Pick<PlaneLayer, 'x' | 'y'>, indices: readonly number[]): Point[] {
  return indices.map((i) => ({ x: x[i] ?? NaN, y: y[i] ?? NaN }));
}
