import { expect, test } from 'vitest';
import { flipRate, markFlips, runningFlipRate } from '../../../app/series/flips.ts';
import type { SeriesPoints } from '../../../app/series/flips.ts';

const none: SeriesPoints = { step: new Float64Array(), value: new Float64Array() };

function series(points: Readonly<Record<number, number>>): SeriesPoints {
  return {
    step: Float64Array.from(Object.keys(points), Number),
    value: Float64Array.from(Object.values(points)),
  };
}

/** δ at steps 0 to `count` − 1. */
function oscillation(count: number, value: (step: number) => number): SeriesPoints {
  const step = Float64Array.from({ length: count }, (_, i) => i);
  return { step, value: step.map(value) };
}

function rate(parts: Partial<Parameters<typeof markFlips>[0]> & { oscillation: SeriesPoints }, from = 0) {
  return flipRate(markFlips({ oscillationFloor: none, overlap: none, ...parts }), from);
}

const bounce = (step: number): number => (step % 2 === 0 ? 0.01 : -0.01);

test('a bounce flips every step, a drift never, and only the steps asked for count', () => {
  expect(rate({ oscillation: oscillation(100, bounce) })).toEqual({ rate: 1, maskedShare: 0 });
  expect(rate({ oscillation: oscillation(100, () => 0.5) })).toEqual({ rate: 0, maskedShare: 0 });
  const late = oscillation(100, (step) => (step < 60 ? 1 : bounce(step)));
  // 1 → 0.01 at step 60 keeps the sign, the 39 steps after it flip.
  expect(rate({ oscillation: late }, 60)).toEqual({ rate: 39 / 40, maskedShare: 0 });
  expect(rate({ oscillation: none })).toEqual({ rate: null, maskedShare: null });
  expect(rate({ oscillation: oscillation(1, bounce) })).toEqual({ rate: null, maskedShare: null });
});

test('what is not above the floor of its window is masked, with the step after it', () => {
  const parts = {
    oscillation: oscillation(100, bounce),
    oscillationFloor: series({ 0: 1e-12, 50: 0.02, 80: 1e-12 }),
  };
  // Resolved: pairs that end at 1…49 and at 81…99.
  expect(rate(parts)).toEqual({ rate: 1, maskedShare: 31 / 99 });
  const noise = oscillation(100, (step) => (step < 95 ? 1e-17 * (step % 3 === 0 ? -1 : 1) : bounce(step)));
  const floor = series({ 0: 1e-16 });
  // 4 of 99 steps are fewer than a tenth: no number.
  expect(rate({ oscillation: noise, oscillationFloor: floor })).toEqual({ rate: null, maskedShare: 95 / 99 });
  expect(rate({ oscillation: noise, oscillationFloor: floor }, 90)).toEqual({ rate: 1, maskedShare: 6 / 10 });
});

test('the step at which a measurement finds the direction rotated compares δ along two directions: it is masked', () => {
  const parts = {
    oscillation: oscillation(100, bounce),
    overlap: series({ 20: 0.999, 40: 0.89, 60: 0.9, 80: 0.2 }),
  };
  expect(rate(parts)).toEqual({ rate: 1, maskedShare: 2 / 99 });
  const swap = oscillation(100, (step) => (step < 40 ? 1 : -1)); // a sign that only the new direction brings
  expect(rate({ ...parts, oscillation: swap })).toEqual({ rate: 0, maskedShare: 2 / 99 });
});

test('values that are missing or not numbers are no flips', () => {
  const gap = { step: Float64Array.of(0, 1, 2, 5, 6), value: Float64Array.of(1, -1, 1, -1, 1) };
  expect(rate({ oscillation: gap })).toEqual({ rate: 1, maskedShare: 1 / 4 });
  const lost = oscillation(10, (step) => (step === 5 ? NaN : bounce(step)));
  expect(rate({ oscillation: lost })).toEqual({ rate: 1, maskedShare: 2 / 9 });
  const zero = oscillation(10, (step) => (step < 5 ? 0 : bounce(step)));
  expect(rate({ oscillation: zero })).toEqual({ rate: 1, maskedShare: 5 / 9 });
});

test('the running rate is the rate of the steps just before, or none', () => {
  const marks = markFlips({
    oscillation: oscillation(60, (step) => (step < 20 ? 1 : step < 40 ? bounce(step) : 1e-17)),
    oscillationFloor: series({ 0: 1e-12 }),
    overlap: none,
  });
  const running = runningFlipRate(marks, 10);
  const at = (step: number): number[] => {
    const i = running.step.indexOf(step);
    return [running.rate[i]!, running.maskedShare[i]!];
  };
  expect(at(15)).toEqual([0, 0]);
  expect(at(25)).toEqual([0.5, 0]); // pairs ending at 21…25 flip; 1 → 0.01 at 20 does not
  expect(at(39)).toEqual([1, 0]);
  expect(at(48)).toEqual([1, 0.9]);
  expect(at(50)).toEqual([NaN, 1]);
});
