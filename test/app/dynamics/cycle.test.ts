import { expect, test } from 'vitest';
import { cycle } from '../../../app/dynamics/cycle.ts';

test('with ε the cycle is the fixed two-cycle of the step itself, and none where the minimum attracts', () => {
  const [stepSize, radius, sharpness] = [0.5, 0.05, 1];
  for (const epsilon of [0.001, 0.01, 0.016]) {
    const { amplitude, ascentDistance, gradientNorm } = cycle(stepSize, radius, sharpness, { epsilon })!;
    const ascent = amplitude + (radius * sharpness * amplitude) / (sharpness * amplitude + epsilon);
    expect(ascentDistance).toBeCloseTo(ascent, 14);
    expect(gradientNorm).toBeCloseTo(sharpness * amplitude, 14);
    expect(amplitude - stepSize * sharpness * ascent).toBeCloseTo(-amplitude, 14);
  }
  expect(cycle(stepSize, radius, sharpness, { epsilon: 0.02 })).toBeNull(); // β₁ = 0.01667
});

test('so near below its limit that rounding decides, there is no cycle', () => {
  expect(cycle(2, 0.1, 1 - 1e-16)).toBeNull();
  expect(cycle(1.999, 0.1, 1)).not.toBeNull();
});
