import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { quadratic, sam } from '../written.ts';

const found = (chain: object) => problems({ ...quadratic, objective: { kind: 'chain', ...chain } });

test('a chain has a depth and a start that fits it', () => {
  expect(found({})).toEqual({
    'objective.depth': 'Missing; expected a whole number at least 2 and at most 1000.',
  });
  expect(found({ depth: 3, start: [1, 2] })).toEqual({
    'objective.start': 'Expected 3 numbers, one for each factor, got 2.',
  });
  expect(found({ depth: 1, target: 'x', start: { product: 0, ratio: -1, spread: 2 } })).toEqual({
    'objective.depth': 'Expected a whole number at least 2 and at most 1000, got 1.',
    'objective.target': 'Expected a finite number, got "x".',
    'objective.start.product': 'Expected a finite number greater than 0, got 0.',
    'objective.start.ratio': 'Expected a finite number greater than 0, got -1.',
    'objective.start.spread': 'Unknown key "spread". Allowed here: product, ratio.',
  });
  expect(found({ depth: 3, start: 'balanced' })).toEqual({
    'objective.start':
      'Expected a list of 2 to 1000 finite numbers, or a product and a ratio, got "balanced".',
  });
});

test('a chain has no examples', () => {
  const objective = { kind: 'chain', depth: 3 };
  expect(problems({ ...quadratic, objective, optimizer: { ...sam, batch: 1 } })).toEqual({
    'optimizer.batch': 'Expected "full", got 1: a chain has no examples.',
  });
});
