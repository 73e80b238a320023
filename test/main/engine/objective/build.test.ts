import { expect, test } from 'vitest';
import { buildObjective } from '../../../../main/engine/objective/build.ts';

test('more eigenvalues than parameters are refused', async () => {
  const objective = {
    kind: 'quadratic' as const,
    eigenvalues: [1, 2],
    rotate: true,
    start: 'random' as const,
  };
  const sharpness = { every: 50, count: 3, tolerance: 1e-3 };
  const experiment = { seed: 1, objective, measure: { sharpness } };
  await expect(buildObjective(experiment)).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'measure.sharpness.count is 3 and there are 2 parameters; ask for fewer eigenvalues.',
  });
});
