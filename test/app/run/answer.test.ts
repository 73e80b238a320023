import { expect, test } from 'vitest';
import { answersOf, differenceOf } from '../../../app/run/answer.ts';
import { completeSummary } from '../../../app/run/summary.ts';
import { run } from '../../renderer/run.ts';

const told = (summary: object, evaluations: number | null = null): string[] =>
  answersOf(
    run('a', { step: 3000, summary: { ...completeSummary({}), ...summary } }, { steps: 3000 }),
    evaluations,
  );

test('a run that bounces at its edge', () => {
  expect(
    told(
      {
        ...{ edgeCrossingStep: 400, lateEdgeRatio: 1.0123, lateEdgeRatioSd: 0.011, flipRate: 0.98 },
        ...{ oscillationAmplitude: 0.0111, cycleRatio: 0.381, finalLoss: 0.05 },
      },
      6000,
    ),
  ).toEqual([
    'Reached its edge at step 400; λ₁ is 1.01 ± 0.011 of it late in the run.',
    'Bounces: 98 % of the late steps change sides, |δ| = 0.0111, 0.381 of the predicted amplitude.',
    'Loss 0.05 at the end. 3,000 of 3,000 steps, 6,000 gradient evaluations.',
  ]);
});

test('a run that never comes to its edge, and one that is between', () => {
  expect(told({ lateEdgeRatio: 0.25, flipRate: 0.02 }).slice(0, 2)).toEqual([
    'Never reached its edge: λ₁ is 0.25 of it late in the run.',
    'Does not bounce: 2 % of the late steps change sides.',
  ]);
  expect(told({ flipRate: 0.5 })[1]).toBe('Bounces at times: 50 % of the late steps change sides.');
});

test('what was not measured or not resolved is said to be so', () => {
  expect(told({})).toEqual([
    'Its edge was not measured.',
    'Whether it bounces cannot be resolved.',
    '3,000 of 3,000 steps.',
  ]);
  expect(told({ divergedAt: 17 }).at(-1)).toBe('Diverged at step 17.');
  expect(answersOf(run('a', { summary: null }), 5)).toEqual([]);
});

test('what runs differ in', () => {
  expect(differenceOf([])).toBeNull();
  expect(differenceOf(['seed'])).toBe('They differ in seed.');
  expect(differenceOf(['optimizer', 'step size η', 'radius ρ'])).toBe(
    'They differ in optimizer, step size η and radius ρ.',
  );
});
