import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { network } from '../written.ts';

const found = (data: object, rest: object = {}) =>
  problems(network({ data: { kind: 'linear-teacher', ...data }, ...rest }));

test('a teacher reads no more inputs than there are and has a rank that it can have', () => {
  expect(found({ dimension: 10, outputs: 4, sparsity: 3, rank: 3 })).toEqual({});
  expect(found({ dimension: 10, sparsity: 11 })).toEqual({
    'objective.data.sparsity': 'Expected at most 10, the number of inputs, got 11.',
  });
  expect(found({ dimension: 10, outputs: 4, sparsity: 3, rank: 4 })).toEqual({
    'objective.data.rank':
      'Expected at most 3, the fewer of the outputs and the inputs that the teacher reads, got 4.',
  });
  expect(Object.keys(found({ sparsity: 0, rank: 'low', noise: -1 }))).toEqual([
    'objective.data.sparsity',
    'objective.data.rank',
    'objective.data.noise',
  ]);
});

test('its targets are numbers', () => {
  expect(found({}, { loss: 'cross-entropy' })).toEqual({
    'objective.loss':
      'Expected "half-squared-error" or "mean-squared-error": cross-entropy needs classes, and the targets of linear-teacher are numbers.',
  });
});

test('a diagonal linear network has a depth; one that no machine holds is refused', () => {
  expect(problems(network({ network: { kind: 'diagonal-linear', depth: 0 } }))).toEqual({
    'objective.network.depth': 'Expected a whole number at least 1 and at most 64, got 0.',
  });
  const large = network({
    network: { kind: 'diagonal-linear', depth: 64 },
    data: { kind: 'linear-teacher', dimension: 100_000, outputs: 1000, points: 1 },
  });
  expect(problems(large)['objective.network.depth']).toContain('take fewer layers or fewer examples');
});
