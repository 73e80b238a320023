import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { quadratic } from '../written.ts';

const found = (eigenvalues: unknown, rest: object = {}) =>
  problems({ ...quadratic, objective: { kind: 'quadratic', eigenvalues, ...rest } });

test('a law has its own keys, each within its range', () => {
  expect(
    found({ law: 'power', dimension: 0, exponent: -1, larges: 1, negative: { count: 0, value: 1 } }),
  ).toEqual({
    'objective.eigenvalues.larges':
      'Unknown key "larges". Did you mean "largest"? Allowed here: law, dimension, negative, largest, exponent.',
    'objective.eigenvalues.dimension': 'Expected a whole number at least 1 and at most 2000, got 0.',
    'objective.eigenvalues.exponent': 'Expected a finite number at least 0 and at most 10, got -1.',
    'objective.eigenvalues.negative.count': 'Expected a whole number at least 1 and at most 2000, got 0.',
    'objective.eigenvalues.negative.value': 'Expected a finite number less than 0, got 1.',
  });
  expect(found({ law: 'power' })).toEqual({
    'objective.eigenvalues.dimension': 'Missing; expected a whole number at least 1 and at most 2000.',
  });
  expect(found({ law: 'two-scale', dimension: 'x', largeCount: 'y' })).toEqual({
    'objective.eigenvalues.dimension': 'Expected a whole number at least 1 and at most 2000, got "x".',
    'objective.eigenvalues.largeCount': 'Expected a whole number at least 1 and at most 2000, got "y".',
  });
  expect(found({ law: 'power', dimension: 3, negative: 2 })).toEqual({
    'objective.eigenvalues.negative': 'Expected an object, got 2.',
  });
});

test('eigenvalues are a list or a law', () => {
  const neither = 'Expected a list of 1 to 2000 finite numbers, or a law of them, got 5.';
  expect(found(5)).toEqual({ 'objective.eigenvalues': neither });
  expect(found({ law: 'powr', dimension: 2 })).toEqual({
    'objective.eigenvalues.law':
      'Expected "power", "two-scale" or "degenerate", got "powr". Did you mean "power"?',
  });
  expect(found({ dimension: 2 })).toEqual({
    'objective.eigenvalues.law': 'Missing; expected "power", "two-scale" or "degenerate".',
  });
});

test('the parts of a law are no more than its dimension', () => {
  const negative = { count: 3, value: -1 };
  expect(found({ law: 'power', dimension: 4, negative })).toEqual({});
  expect(found({ law: 'power', dimension: 3, negative })).toEqual({
    'objective.eigenvalues.negative.count': 'Expected less than the dimension 3, got 3.',
  });
  expect(found({ law: 'two-scale', dimension: 5, largeCount: 3, negative })).toEqual({
    'objective.eigenvalues.largeCount':
      'Expected at most 2, the number of eigenvalues that are not negative, got 3.',
  });
  expect(found({ law: 'degenerate', dimension: 4, negative })).toEqual({
    'objective.eigenvalues.multiplicity':
      'Expected at most 1, the number of eigenvalues that are not negative, got 2.',
  });
});

test('what is called small is no larger than what is called large', () => {
  expect(found({ law: 'two-scale', dimension: 5, large: 1, small: 2 })).toEqual({
    'objective.eigenvalues.small': 'Expected at most 1, the large eigenvalue, got 2.',
  });
  expect(found({ law: 'degenerate', dimension: 5, smallest: 2 })).toEqual({
    'objective.eigenvalues.smallest': 'Expected at most 1, the largest eigenvalue, got 2.',
  });
});

test('a start has a number for each eigenvalue of a law', () => {
  const law = { law: 'power', dimension: 3 };
  expect(found(law, { start: [1, 2, 3] })).toEqual({});
  expect(found(law, { start: [1, 2] })).toEqual({
    'objective.start': 'Expected 3 numbers, one for each eigenvalue, got 2.',
  });
});

test('no more eigenvalues are measured than a law has', () => {
  const objective = { kind: 'quadratic', eigenvalues: { law: 'power', dimension: 3 } };
  expect(problems({ ...quadratic, objective, measure: { sharpness: { count: 4 } } })).toEqual({
    'measure.sharpness.count': 'Expected at most 3, the number of parameters, got 4.',
  });
});
