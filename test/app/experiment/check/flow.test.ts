import { expect, test } from 'vitest';
import { flowTime } from '../../../../app/experiment/flow.ts';
import { completed } from '../completed.ts';
import { problems } from '../problems.ts';
import { quadratic } from '../written.ts';

const found = (flow: object, more = {}) => problems({ ...quadratic, ...more, measure: { flow } });

test('a flow has the settings of the study, and in float32 a tolerance that it resolves', () => {
  expect(completed({ ...quadratic, measure: { flow: {} } }).measure.flow).toEqual({
    tolerance: 1e-6,
    evaluations: 500_000,
  });
  expect(completed(quadratic).measure).not.toHaveProperty('flow');
  expect(found({ tolerance: 0.5, evaluations: 3 })).toEqual({
    'measure.flow.tolerance': 'Expected a finite number at least 1e-12 and at most 0.1, got 0.5.',
    'measure.flow.evaluations': 'Expected a whole number at least 100 and at most 1000000000, got 3.',
  });
  expect(found({ tolerance: 1e-7 })).toEqual({});
  expect(found({}, { precision: 'float32' })).toEqual({});
  expect(found({ tolerance: 1e-7 }, { precision: 'float32' })).toEqual({
    'measure.flow.tolerance':
      'float32 resolves no tolerance below 0.000001, got 1e-7; use precision "float64" or a larger tolerance.',
  });
});

test('its time is the sum of the step sizes, from the start or from a step before', () => {
  expect(flowTime(0.5, 7)).toBe(3.5);
  const warm = { kind: 'warm-up', from: 0, to: 1, steps: 4 } as const; // 0, ¼, ½, ¾, 1, 1, …
  expect([0, 1, 2, 4, 6].map((step) => flowTime(warm, step))).toEqual([0, 0, 0.25, 1.5, 3.5]);
  expect(flowTime(warm, 6, { step: 2, time: 0.25 })).toBe(3.5);
});
