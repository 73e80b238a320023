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
  const [guess] = history.extrapolated!;
  return Math.abs(Math.atan2(guess![1]!, guess![0]!) - angle);
}

test('nothing is extrapolated before the first measurement nor after it, nor of a direction that stays', () => {
  expect(new EigenvectorHistory().extrapolated).toBeNull();
  expect(after([0.3]).extrapolated).toBeNull();
  expect(after([0.3, 0.3, 0.3, 0.3, 0.3]).extrapolated).toBeNull();
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
