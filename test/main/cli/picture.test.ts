import { expect, test } from 'vitest';
import { densityPicture, profilePicture } from '../../../main/cli/picture.ts';

test('a density is drawn on a logarithmic scale, blank four decades below its largest value', () => {
  expect(densityPicture(Float64Array.of(1, 0.1, 0.01, 1.1e-4, 1e-5, 0, 1e-3))).toBe('█▇▅▁  ▃');
});

test('a profile goes from its least to its largest value, blank where it is not finite', () => {
  expect(profilePicture(Float64Array.of(0, 1, 0.5, Infinity, NaN, 1))).toBe('▁█▅  █');
  expect(profilePicture(Float64Array.of(3, 3))).toBe('▁▁');
});

test('a long row keeps the extremes of its columns', () => {
  const values = new Float64Array(6400).fill(1e-9);
  values[3210] = 1; // one outlier
  expect(densityPicture(values)).toMatch(/^ {32}█$/);
  const loss = new Float64Array(6400).fill(5);
  loss[1] = 0;
  expect(profilePicture(loss)).toMatch(/^▁█{63}$/);
});
