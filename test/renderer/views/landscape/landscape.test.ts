import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import { Route } from '../../../../renderer/state/route.svelte.ts';
import { firstLandscape } from '../../../../renderer/state/landscape-address.ts';
import { examples } from '../../../../renderer/views/landscape/examples.ts';
import {
  experimentsOf,
  settingProblem,
  startProblem,
} from '../../../../renderer/views/landscape/experiments.ts';
import { Landscape } from '../../../../renderer/views/landscape/landscape.svelte.ts';

let landscape: Landscape;
let route: Route;
beforeEach(() => {
  location.hash = '#/landscape';
  route = new Route();
  landscape = new Landscape(route);
});
afterEach(() => {
  location.hash = '';
});

test('SAM bounces with the predicted amplitude in the ravine and drifts down it, GD stays', () => {
  const [gd, sam] = [landscape.reading('gd')!, landscape.reading('sam')!];
  expect(gd.local.sharpness).toBeGreaterThan(4);
  expect(sam.local.sharpness).toBeLessThan(2.1);
  expect(sam.amplitude! / sam.predicted!).toBeCloseTo(1, 2);
  expect(gd.predicted).toBeNull();
});

test('the path follows the start, and the map stays the same object', () => {
  const { map, paths } = landscape;
  landscape.change({ start: [0.5, 1] });
  flushSync();
  expect(landscape.paths?.sam.iterates[0]).toEqual([0.5, 1]);
  expect(landscape.paths).not.toBe(paths);
  expect(landscape.map).toBe(map);
  expect(location.hash).toContain('start=0.5,1');
});

test('the step shown goes back and forth, not beyond the end', () => {
  landscape.change({ at: 3 });
  expect(landscape.reading('sam')).toMatchObject({ step: 3, point: landscape.paths!.sam.iterates[3] });
  landscape.change({ at: 9999 });
  expect(landscape.at).toBe(400);
  landscape.change({ formula: '0.5*(x*y-1)^2', start: [1, 1], at: null });
  expect(landscape.reading('gd')).toMatchObject({ step: 0, amplitude: null });
});

test('the bounce is fitted without the way to it', () => {
  landscape.fitBounce();
  const { x, y } = landscape.address.shown;
  expect(x.to - x.from).toBeLessThan(0.4);
  expect(y.to - y.from).toBeLessThan(0.3);
  landscape.fitPaths();
  expect(landscape.address.shown.x.to).toBeGreaterThan(0.8);
});

test('a wrong formula and a start without a value have their sentences, and no path', () => {
  landscape.change({ formula: 'x^2 + z' });
  expect([landscape.map, landscape.paths, landscape.reading('gd')]).toEqual([null, null, null]);
  expect(settingProblem(landscape.address, 'formula')).toMatch(/"z" at character 7/);
  expect(landscape.startProblem).toBeNull();
  landscape.change({ formula: 'log(x) + y^2', start: [-1, 1] });
  expect(landscape.paths).toBeNull();
  expect(landscape.startProblem).toMatch(/finite number; it is NaN/);
  expect(landscape.map?.missingShare).toBeCloseTo(0.5, 1);
});

test('each setting says what it expects', () => {
  const wrong = { ...firstLandscape, stepSize: -1, radius: NaN, steps: 0.5 };
  expect(settingProblem(wrong, 'stepSize')).toMatch(/greater than 0, got -1/);
  expect(settingProblem(wrong, 'radius')).toMatch(/at least 0, got NaN/);
  expect(settingProblem(wrong, 'steps')).toMatch(/whole number/);
  expect(settingProblem({ ...wrong, steps: 20_000 }, 'steps')).toMatch(/10,000/);
  expect(settingProblem(firstLandscape, 'steps')).toBeNull();
});

test('every example can be run as it stands, and is seen whole', () => {
  for (const { address } of examples) {
    for (const written of experimentsOf(address))
      expect(parseExperiment(written)).not.toHaveProperty('problems');
    expect(startProblem(address)).toBeNull();
    landscape.change(address);
    expect(landscape.map?.contours.length).toBeGreaterThan(4);
    expect(landscape.reading('sam')?.amplitude).not.toBeNull();
    const { x, y } = address.shown;
    for (const { iterates } of Object.values(landscape.paths!))
      for (const [a, b] of iterates) expect(a > x.from && a < x.to && b > y.from && b < y.to).toBe(true);
  }
});
