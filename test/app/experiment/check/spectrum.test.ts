import { expect, test } from 'vitest';
import { problems } from '../problems.ts';
import { quadratic } from '../written.ts';

const found = (spectrum: object) => problems({ ...quadratic, steps: 100, measure: { spectrum } });

test('a spectrum needs steps of the run, and has the ranges of a study', () => {
  expect(found({ at: [100, 0, 50] })).toEqual({});
  expect(found({ at: [101] })).toEqual({
    'measure.spectrum.at[0]': 'Expected at most 100, the steps of the run, got 101.',
  });
  expect(Object.keys(found({}))).toEqual(['measure.spectrum.at']);
  expect(found({ at: [], vectors: 0, steps: 1, count: 65 })).toEqual({
    'measure.spectrum.at': 'Expected a list of 1 to 64 steps, got [].',
    'measure.spectrum.vectors': 'Expected a whole number at least 1 and at most 1000, got 0.',
    'measure.spectrum.steps': 'Expected a whole number at least 2 and at most 500, got 1.',
    'measure.spectrum.count': 'Expected a whole number at least 1 and at most 64, got 65.',
  });
});
