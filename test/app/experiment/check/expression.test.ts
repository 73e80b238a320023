import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { expression, sam } from '../written.ts';

const found = (parts: object, rest: object = {}) =>
  problems({ ...expression, objective: { ...expression.objective, ...parts }, ...rest });

test('every formula of the examples is read, and each is told at its place', () => {
  expect(found({ formula: ['x^2', 'y^2'] })).toEqual({});
  expect(found({ formula: ['x^2', 'z', '2x', 3] })).toEqual({
    'objective.formula[3]': 'Expected a text of 1 to 10000 characters, got 3.',
  });
  const wrong = found({ formula: ['x^2', 'z', '2x'] });
  expect(Object.keys(wrong)).toEqual(['objective.formula[1]', 'objective.formula[2]']);
  expect(wrong['objective.formula[1]']).toContain('"z" at character 1 is not a variable (x, y).');
});

test('there is at least one formula', () => {
  expect(found({ formula: [] })).toEqual({
    'objective.formula': 'Expected a list of 1 to 64 formulas, one for each example, got [].',
  });
  expect(found({ formula: 1 })).toEqual({
    'objective.formula': 'Expected a text of 1 to 10000 characters or a list of them, got 1.',
  });
});

test('every formula is a finite number at the start', () => {
  expect(found({ formula: ['x', 'log(x-y)'] })).toEqual({
    'objective.start':
      'Expected a point where every formula is a finite number; objective.formula[1] is NaN there.',
  });
});

test('formulas are examples, of which a step may take some; one formula alone is none', () => {
  const batch = { optimizer: { ...sam, batch: 2 } };
  expect(found({ formula: ['x', 'y', 'x*y'] }, batch)).toEqual({});
  expect(found({ formula: ['x'] }, batch)).toEqual({
    'optimizer.batch': 'Expected "full" or at most 1, the number of training examples, got 2.',
  });
  expect(found({}, batch)).toEqual({
    'optimizer.batch': 'Expected "full", got 2: an expression of one formula has no examples.',
  });
});
