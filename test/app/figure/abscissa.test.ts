import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abscissas, placesOf, shortestOf, stepsOf, wholeOf } from '../../../app/figure/abscissa.ts';
import { valueAt, type Scheduled } from '../../../app/experiment/schedule.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';

const experiment = (optimizer: Record<string, unknown>) => completed({ ...network(), optimizer });
const gd = experiment({ kind: 'gd', stepSize: 0.05 });
const sam = experiment({ kind: 'sam', stepSize: 0.1, radius: 0.03 });
const warm: Scheduled = { kind: 'warm-up', from: 0, to: 0.2, steps: 50 };
const warming = experiment({ kind: 'gd', stepSize: warm });

test('a step of SAM takes two gradient evaluations, one of GD one, one of n-step SAM n + 1', () => {
  const { along } = abscissas.evaluations;
  expect(along(gd).place(30)).toBe(30);
  expect(along(sam).place(30)).toBe(60);
  expect(along(sam).step(60)).toBe(30);
  const several = experiment({ kind: 'n-step-sam', stepSize: 0.1, radius: 0.03, ascentSteps: 4 });
  expect(along(several).place(30)).toBe(150);
});

test('η·step is the running sum of η where it follows a schedule, and its inverse finds the step', () => {
  const map = abscissas.time.along(warming);
  let sum = 0;
  for (let step = 0; step < 120; step++) {
    expect(map.place(step)).toBeCloseTo(sum, 12);
    sum += valueAt(warm, step);
  }
  fc.assert(
    fc.property(fc.double({ min: 1.01, max: 5000, noNaN: true }), (step) => {
      expect(map.step(map.place(step))).toBeCloseTo(step, 6);
    }),
  );
  expect(abscissas.time.along(gd).place(1000)).toBeCloseTo(50, 12);
});

test('where η has fallen to zero all later steps lie at one place, and it is found', () => {
  const map = abscissas.time.along(
    experiment({ kind: 'gd', stepSize: { kind: 'cosine', from: 0.1, to: 0, steps: 100 } }),
  );
  expect(map.place(300)).toBe(map.place(100));
  expect(map.step(map.place(100))).toBeGreaterThanOrEqual(100);
  expect(map.step(map.place(50) / 2)).toBeLessThan(50);
});

test('a stretch of places is the steps in it; steps of a run begin at zero', () => {
  const map = abscissas.evaluations.along(sam);
  expect(stepsOf(map, { from: 100, to: 300 })).toEqual({ from: 50, to: 150 });
  expect(placesOf(map, { from: 50, to: 150 })).toEqual({ from: 100, to: 300 });
  expect(stepsOf(map, { from: -5, to: 1 })).toEqual({ from: 0, to: 1 });
});

test('the axis reaches as far as the run that goes farthest, and a zoom to four of the shortest steps', () => {
  const runs = [
    { map: abscissas.time.along(gd), step: 1000 },
    { map: abscissas.time.along(sam), step: 200 },
  ];
  expect(wholeOf(runs)).toEqual({ from: 0, to: 50 });
  expect(shortestOf(runs)).toBeCloseTo(0.2, 12);
  expect(wholeOf([])).toEqual({ from: 0, to: 1 });
  // A logarithmic axis begins where the first run has gone anywhere.
  expect(wholeOf(runs, 'log')).toEqual({ from: 0.05, to: 50 });
  const slow = { map: abscissas.time.along(warming), step: 100 };
  expect(wholeOf([slow], 'log').from).toBe(slow.map.place(2));
  expect(wholeOf([{ map: abscissas.step.along(gd), step: 0 }], 'log')).toEqual({ from: 0.5, to: 1 });
});
