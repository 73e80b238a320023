import { expect, test } from 'vitest';
import type { RunStatus } from '../../../app/run/run.ts';
import { completeSummary, summarize } from '../../../app/run/summary.ts';
import { completed } from '../experiment/completed.ts';
import type { SeriesPoints } from '../../../app/series/flips.ts';

type Points = readonly (readonly [step: number, value: number])[];

const experiment = completed({
  version: 1,
  objective: { kind: 'quadratic', eigenvalues: [1] },
  optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 },
  steps: 100,
});

function summaryOf(step: number, series: Readonly<Record<string, Points>>, status: RunStatus = 'finished') {
  const read = (name: string, from: number): SeriesPoints => {
    const points = (series[name] ?? []).filter(([at]) => at >= from);
    return { step: Float64Array.from(points, ([at]) => at), value: Float64Array.from(points, ([, y]) => y) };
  };
  return summarize({ experiment, status, step, read });
}

function every(count: number, value: (step: number) => number): Points {
  return Array.from({ length: count }, (_, step) => [step, value(step)] as const);
}

const empty = Object.fromEntries(Object.keys(completeSummary({})).map((name) => [name, null]));

test('a run with nothing recorded has no statistics', () => {
  expect(summaryOf(0, {})).toEqual(empty);
  expect(summaryOf(7, {}, 'diverged')).toEqual({ ...empty, divergedAt: 7 });
});

test('each statistic of a constructed run is what is counted by hand', () => {
  const summary = summaryOf(100, {
    loss: every(101, (step) => 1 / (1 + step)),
    sharpness: [
      [0, 10],
      [20, 50],
      [40, 38],
      [60, 42],
      [80, 44],
      [100, 36],
    ],
    edge: [
      [0, 40],
      [20, 40],
      [40, 40],
      [60, 40],
      [80, 40],
      [100, 40],
    ],
    // |δ| is 0.02 up to step 59, then 0.01 and 0.03 in turn.
    oscillation: every(100, (step) => (step < 60 ? 0.02 : step % 2 === 0 ? 0.01 : -0.03)),
    oscillationFloor: [[0, 1e-15]],
    overlap: [[50, 0.999]],
    cycleAmplitude: [
      [20, 9],
      [60, 0.03],
      [80, 0.05],
      [100, NaN],
    ],
  });
  expect(summary).toEqual({
    finalLoss: 1 / 101,
    finalSharpness: 36,
    maxSharpness: 50,
    // Second half: 1.05, 1.1, 0.9.
    edgeRatio: expect.closeTo(3.05 / 3, 14) as number,
    edgeRatioSd: expect.closeTo(
      Math.sqrt(((1.05 - 3.05 / 3) ** 2 + (1.1 - 3.05 / 3) ** 2 + (0.9 - 3.05 / 3) ** 2) / 2),
      14,
    ) as number,
    // The step 60 compares δ with that of step 59, which has its sign; the 39 steps after it flip.
    flipRate: expect.closeTo(39 / 40, 14) as number,
    maskedShare: 0,
    flipStreak: 39,
    period: expect.closeTo(80 / 39, 14) as number,
    oscillationAmplitude: expect.closeTo(0.02, 14) as number,
    cycleRatio: expect.closeTo(0.5, 12) as number,
    edgeCrossingStep: 20,
    divergedAt: null,
    // Of steps 60, 80, 100.
    lateEdgeRatio: expect.closeTo(3.05 / 3, 14) as number,
    lateEdgeRatioSd: expect.closeTo(
      Math.sqrt(((1.05 - 3.05 / 3) ** 2 + (1.1 - 3.05 / 3) ** 2 + (0.9 - 3.05 / 3) ** 2) / 2),
      14,
    ) as number,
    cycleStep: null,
    contractionRate: null,
    driftAlignment: null,
    driftRatio: null,
    sharpnessChange: null,
    predictedSharpnessChange: null,
    closedFormSharpness: null,
    midpointSharpness: null,
    overlapLow: 0.999,
    overlapMedian: 0.999,
    precisionLostAt: null,
  });
});

test('what theory expects stands beside what was measured', () => {
  const summary = summaryOf(100, {
    // Within a tenth of a from step 16 on.
    oscillation: every(100, (step) => (-1) ** step * (step <= 15 ? 0.03 : step < 50 ? 0.0195 : 0.0165)),
    cycleAmplitude: [
      [20, 0.02],
      [50, 0.016],
    ],
    midpointSharpness: [
      [20, 5],
      [40, 4],
      [90, 2],
    ],
    sharpnessRate: [
      [40, -0.05],
      [90, -0.04],
    ],
    predictedSharpnessRate: [
      [40, -0.06],
      [90, -0.03],
    ],
    driftRatio: [
      [40, 9],
      [70, 1.1],
      [90, 0.9],
    ],
    driftAlignment: [
      [70, 0.8],
      [90, 1],
    ],
    closedFormSharpness: [
      [20, 5],
      [90, 2.1],
    ],
    overlap: every(21, (at) => (at === 7 ? 0.2 : 0.5 + at / 100)),
    precisionMargin: [
      [20, 30],
      [40, 0.5],
      [90, 2],
    ],
    // Halves at every step, from 1 to 2^-60: of the stretch that counts both ends lie inside.
    cycleDistance: every(101, (step) => 2 ** -Math.min(step, 60)),
  });
  expect(summary).toMatchObject({
    cycleStep: 16,
    sharpnessChange: -0.05 * 20 - 0.04 * 50,
    predictedSharpnessChange: -0.06 * 20 - 0.03 * 50,
    driftRatio: 1,
    driftAlignment: expect.closeTo(0.9, 14) as number,
    closedFormSharpness: 2.1,
    midpointSharpness: 2,
    overlapLow: 0.5,
    overlapMedian: 0.6,
    precisionLostAt: 40,
    contractionRate: expect.closeTo(0.5, 12) as number,
  });
});

test('the sharpness on the edge counts as crossing it; an odd number of measurements has the middle one in its second half', () => {
  const summary = summaryOf(20, {
    sharpness: [
      [0, 1],
      [10, 2],
      [20, 4],
    ],
    edge: [
      [0, 2],
      [10, 2],
      [20, 2],
    ],
  });
  expect(summary).toMatchObject({ edgeCrossingStep: 10, edgeRatio: 1.5, edgeRatioSd: Math.SQRT1_2 });
  expect(summaryOf(0, { sharpness: [[0, 1]], edge: [[0, 2]] })).toMatchObject({
    edgeRatio: 0.5,
    edgeRatioSd: null,
    edgeCrossingStep: null,
  });
});

test('what was measured of one but not the other, or is not finite, makes no ratio', () => {
  const summary = summaryOf(30, {
    sharpness: [
      [0, 3],
      [10, 5],
      [20, 6],
      [30, NaN],
    ],
    edge: [
      [10, 4],
      [20, 0],
      [30, 4],
    ],
  });
  expect(summary).toMatchObject({
    edgeRatio: null,
    maxSharpness: 6,
    finalSharpness: NaN,
    edgeCrossingStep: 10,
  });
});

test('a run that diverged says where, with the loss it had there', () => {
  const summary = summaryOf(
    3,
    {
      loss: [
        [0, 1],
        [1, 1e5],
        [2, 1e200],
        [3, Infinity],
      ],
    },
    'diverged',
  );
  expect(summary).toMatchObject({ finalLoss: Infinity, divergedAt: 3 });
});

test('gradient descent has no predicted cycle, so no ratio to it', () => {
  expect(
    summaryOf(10, {
      oscillation: every(10, () => 1),
      cycleAmplitude: [
        [5, 0],
        [10, 0],
      ],
    }),
  ).toMatchObject({ oscillationAmplitude: 1, cycleRatio: null });
});
