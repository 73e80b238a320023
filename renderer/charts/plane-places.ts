import { indexAt } from '../../app/figure/curve.ts';
import type { PlaneFigure } from '../../app/figure/figure.ts';
import { placeOn, type PlaneAxes, type PlaneLayer } from '../../app/figure/plane.ts';
import type { Projection } from './projection.ts';

/** Where a panel in a plane lies in its element, and where its values do, in pixels. */
export interface PlanePlaces {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** @param area the panel's inner rectangle */
export function planePlaces(
  { left, right, top, bottom }: Pick<Projection, 'left' | 'right' | 'top' | 'bottom'>,
  axes: PlaneAxes,
  figure: Pick<PlaneFigure, 'x' | 'y'>,
): PlanePlaces {
  return {
    ...{ left, right, top, bottom },
    x: placeOn(axes.x, figure.x.scale, left, right),
    y: placeOn(axes.y, figure.y.scale, bottom, top),
  };
}

/** A point of a layer. */
export interface LayerPoint {
  readonly layer: PlaneLayer;
  readonly index: number;
}

/** The point nearest to a place in pixels, of the layers that have points; null where none is in sight. */
export function nearestPoint(
  layers: readonly PlaneLayer[],
  { x, y, left, right }: PlanePlaces,
  across: number,
  down: number,
): LayerPoint | null {
  let [nearest, least]: [LayerPoint | null, number] = [null, Infinity];
  for (const layer of layers) {
    // A vertical is near along its whole length.
    const isVertical = layer.shape === 'verticals';
    for (let index = 0; index < layer.x.length; index++) {
      const place = x(layer.x[index] ?? NaN);
      if (place < left || place > right) continue;
      const distance = Math.hypot(place - across, isVertical ? 12 : y(layer.y[index] ?? NaN) - down);
      if (distance < least) [nearest, least] = [{ layer, index }, distance];
    }
  }
  return nearest;
}

/** Of each layer along its run the point of a step: the last one at or before it; a cloud has only that of the step itself. @param stepOf the step of a run that is looked at */
export function pointsOfStep(layers: readonly PlaneLayer[], stepOf: (run: string) => number): LayerPoint[] {
  return layers.flatMap((layer) => {
    if (!layer.step) return [];
    const step = stepOf(layer.run);
    const index = indexAt(layer.step, step);
    const isExact = layer.step[index] === step;
    const counts = index >= 0 && (isExact || layer.shape === 'path' || layer.shape === 'line');
    return counts && Number.isFinite(layer.x[index]) && Number.isFinite(layer.y[index])
      ? [{ layer, index }]
      : [];
  });
}
