import { expect, test } from 'vitest';
import { EigenvectorHistory } from '../../../../main/engine/curvature/history.ts';

/** Unit vectors of the plane at angles that a run went through, oldest first. */
function after(angles: readonly number[]): EigenvectorHistory {
  const history = new EigenvectorHistory();
  for (const angle of angles) history.add([direction(angle)]);
  return history;
}

const direction = (angle: number) => Float64Array.of(Math.cos(angle), Math.sin(angle));

/** Angle between the guess and a direction. */
function error(history: EigenvectorHistory, angle: number): number {
  const [guess] = history.expected();
  return Math.abs(Math.atan2(guess![1]!, guess![0]!) - angle);
}

test('nothing is expected before the first measurement, and no change after it', () => {
  expect(new EigenvectorHistory().expected()).toEqual([]);
  expect(after([0.3]).expected()).toEqual([direction(0.3)]);
});

test('a direction that turns evenly is expected to turn on', () => {
  expect(error(after([0, 0.01, 0.02, 0.03, 0.04]), 0.05)).toBeLessThan(1e-5);
});

test('one that swings between two sides is expected on the other side', () => {
  expect(error(after([0.2, -0.2, 0.2, -0.2, 0.2]), -0.2)).toBeLessThan(1e-12);
});

test('one that swings while its sides turn is expected where its side goes on', () => {
  expect(error(after([0.2, -0.19, 0.22, -0.17, 0.24]), -0.15)).toBeLessThan(1e-3);
});

test('of many parameters only the last eigenvectors are remembered', () => {
  const history = new EigenvectorHistory();
  for (let i = 0; i < 3; i++) history.add([new Float64Array(200_000).fill(i)]);
  expect(history.sets).toHaveLength(1);
  expect(history.last[0]![0]).toBe(2);
});

test('of two points that are measured in turn the nearer one is followed', () => {
  const history = after([0.1, 0.11, 0.12, 0.13, 0.14]);
  const beside = (before: number) => ({ now: [direction(7)], before: [direction(before)] });
  expect(history.expected(beside(0.3))).not.toEqual([direction(7)]);
  expect(history.expected(beside(0.14))).toEqual([direction(7)]);
  expect(history.expected(beside(0.14 + Math.PI))).toEqual([direction(7)]); // a sign is no distance
});

test('while too few measurements are known to tell, those beside are followed', () => {
  const beside = { now: [direction(1)], before: [direction(2)] };
  expect(after([0.1]).expected(beside)).toEqual(beside.now);
  expect(after([0.1]).expected(null)).toEqual([direction(0.1)]);
});
