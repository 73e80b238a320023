import { expect, test } from 'vitest';
import { claims } from '../../../app/dynamics/claims.ts';
import type { Summary } from '../../../app/run/run.ts';
import { completeSummary } from '../../../app/run/summary.ts';
import { completed } from '../experiment/completed.ts';

const sam = { kind: 'sam', stepSize: 0.5, radius: 0.05 };
const bowl = { kind: 'quadratic', eigenvalues: [1, 0.5] };
const ravine = { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(1+y^2)*x^2', start: [0.1, 2] };

function said(objective: object, optimizer: object, summary: Partial<Summary>) {
  const experiment = completed({ version: 1, objective, optimizer, steps: 100 });
  return claims({ experiment, summary: completeSummary(summary) });
}

test('a run that has measured nothing has nothing beside theory', () => {
  expect(said(bowl, sam, {})).toEqual([]);
});

test('the bounce on a quadratic: amplitude, flips, loss and contraction, with who proved it', () => {
  const rows = said(bowl, sam, {
    finalSharpness: 1,
    oscillationAmplitude: 0.016,
    cycleRatio: 0.96,
    flipRate: 1,
    finalLoss: 0.00014,
    contractionRate: 0.63,
    lateEdgeRatio: 1,
    edgeCrossingStep: 3,
  });
  expect(rows.map(({ claim, symbol }) => [claim, symbol])).toEqual([
    [1, 'a'],
    [1, 'flip rate'],
    [1, '½λ₁a²'],
    [1, 'max|m|'],
  ]);
  expect(rows[0]!.predicted).toBeCloseTo(1 / 60, 12);
  expect(rows[0]!.remark).toContain('Wen');
  expect(rows[2]!.predicted).toBeCloseTo(1 / 7200, 12);
  expect(rows[3]!.predicted).toBeCloseTo(0.5, 12); // radial 1 − x = ½; transverse 1 − 2r² − xr(1 − r) = 3/8 at r = ½
});

test('GD has no bounce of its own, and an edge only where its sharpness has come to it', () => {
  const gd = { kind: 'gd', stepSize: 0.5 };
  const summary = { flipRate: 1, oscillationAmplitude: 0.1, lateEdgeRatio: 1.01 };
  expect(said(ravine, gd, summary)).toEqual([]);
  expect(said(ravine, gd, { ...summary, edgeCrossingStep: 7 })).toMatchObject([
    { claim: null, predicted: 1, measured: 1.01 },
  ]);
});

test('the drift, the change of the sharpness and a toy’s closed form', () => {
  const rows = said(ravine, sam, {
    driftRatio: 1.02,
    driftAlignment: 0.99,
    sharpnessChange: -2,
    predictedSharpnessChange: -2.1,
    closedFormSharpness: 2.9,
    midpointSharpness: 2.8,
  });
  expect(rows.map(({ claim, predicted, measured }) => [claim, predicted, measured])).toEqual([
    [2, 1, 1.02],
    [2, 1, 0.99],
    [3, -2.1, -2],
    [3, 2.9, 2.8],
  ]);
});
