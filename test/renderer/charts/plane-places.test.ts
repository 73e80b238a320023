import { expect, test } from 'vitest';
import { appearanceOf } from '../../../app/figure/appearance.ts';
import type { PlaneLayer } from '../../../app/figure/plane.ts';
import { planeDatasets } from '../../../renderer/charts/plane-datasets.ts';
import { nearestPoint, planePlaces, pointsOfStep } from '../../../renderer/charts/plane-places.ts';

const axis = { title: '', holds: 'data' } as const;
const places = planePlaces(
  { left: 0, right: 100, top: 0, bottom: 100 },
  { x: { from: 1, to: 100, beyond: null }, y: { from: 0, to: 10, beyond: null } },
  { x: { ...axis, scale: 'log' }, y: { ...axis, scale: 'linear' } },
);

const layer = (change: Partial<PlaneLayer> = {}): PlaneLayer => ({
  ...{ run: 'a', appearance: appearanceOf('sam'), symbol: 'f', role: 'value', shape: 'path' },
  x: Float64Array.of(1, 10, 100),
  y: Float64Array.of(0, 5, 10),
  step: Float64Array.of(0, 10, 20),
  ...change,
});

test('values stand where their axes have them, and the nearest point is found there', () => {
  expect([places.x(10), places.y(5)]).toEqual([50, 50]);
  expect(nearestPoint([layer()], places, 55, 48)).toMatchObject({ index: 1 });
  expect(nearestPoint([layer({ x: Float64Array.of(NaN), y: Float64Array.of(1) })], places, 5, 5)).toBeNull();
  const lines = layer({
    shape: 'verticals',
    symbol: 'edge',
    x: Float64Array.of(10),
    y: Float64Array.of(NaN),
    step: null,
  });
  expect(nearestPoint([layer(), lines], places, 52, 90)?.layer.symbol).toBe('edge');
});

test('the cursor stands at the last point of a path up to its step, in a cloud only at its own', () => {
  const index = (shape: PlaneLayer['shape'], step: number) =>
    pointsOfStep([layer({ shape })], () => step)[0]?.index;
  expect([index('path', 15), index('path', 10), index('cloud', 10)]).toEqual([1, 1, 1]);
  expect(index('cloud', 15)).toBeUndefined();
  expect(pointsOfStep([layer({ step: null })], () => 10)).toEqual([]);
  expect(pointsOfStep([layer()], () => -1)).toEqual([]);
});

test('a cloud has no line, a path a dash on a pale whole line, and what the ground hides is not drawn', () => {
  const token = (name: string): string => name;
  const [cloud] = planeDatasets([layer({ shape: 'cloud' })], places, token);
  expect(cloud).toMatchObject({ showLine: false });
  expect(cloud?.data).toHaveLength(3);
  expect(planeDatasets([layer()], places, token).map(({ borderDash }) => borderDash !== undefined)).toEqual([
    true,
    false,
  ]);
  const [area] = planeDatasets([layer({ shape: 'area', y: Float64Array.of(5, -1, 5) })], places, token);
  expect(area?.data.map((point) => Number.isNaN((point as { y: number }).y))).toEqual([false, true, false]);
  expect(planeDatasets([layer({ shape: 'marks' }), layer({ shape: 'verticals' })], places, token)).toEqual(
    [],
  );
});
