import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { quadratic, sam } from '../written.ts';

const found = (map: object, rest: object = {}) =>
  problems({ ...quadratic, objective: { kind: 'quadratic-map', ...map }, ...rest });

test('each setting has its range, and a start fits the parameters', () => {
  expect(found({})).toEqual({});
  expect(found({ parameters: 0, examples: 0, slope: -1, curvature: -1, teacher: -1, start: 'zero' })).toEqual(
    {
      'objective.parameters': 'Expected a whole number at least 1 and at most 1000, got 0.',
      'objective.examples': 'Expected a whole number at least 1 and at most 10000, got 0.',
      'objective.slope': 'Expected a finite number at least 0, got -1.',
      'objective.curvature': 'Expected a finite number at least 0, got -1.',
      'objective.teacher': 'Expected a finite number at least 0, got -1.',
      'objective.start': 'Expected "random" or a list of 1 to 1000 finite numbers, got "zero".',
    },
  );
  expect(found({ parameters: 3, start: [1] })).toEqual({
    'objective.start': 'Expected 3 numbers, one for each parameter, got 1.',
  });
});

test('a map of too many numbers is refused', () => {
  expect(found({ parameters: 1000, examples: 9 })).toEqual({});
  expect(found({ parameters: 1000, examples: 10 })).toEqual({
    'objective.parameters':
      'The map of 1000 parameters to 10 examples is 10,010,010 numbers, more than 10,000,000: take fewer parameters or fewer examples.',
  });
});

test('its outputs are examples, of which a step may take some', () => {
  const batch = (size: number) => ({ optimizer: { ...sam, batch: size } });
  expect(found({ examples: 5 }, batch(5))).toEqual({});
  expect(found({ examples: 5 }, batch(6))).toEqual({
    'optimizer.batch': 'Expected "full" or at most 5, the number of training examples, got 6.',
  });
});
