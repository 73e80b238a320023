import { expect, it } from 'vitest';
import { pairedDistance, snapshotsOf } from '../../../main/lab/paired-distance.ts';

function run(parameters: Record<string, number[]>, finalStep: number) {
  const arrays = Object.entries(parameters).map(([name, values]) => ({
    name,
    shape: [values.length],
    values: Float64Array.from(values),
  }));
  return snapshotsOf(arrays, finalStep);
}

it('measures ‖w_A − w_B‖ over all layers at the steps both have', () => {
  const a = run(
    {
      'start/a': [1, 2],
      'start/b': [3],
      'checkpoint/10/a': [0, 0],
      'checkpoint/10/b': [0],
      'checkpoint/5/a': [9, 9],
      'final/a': [1, 1],
      'final/b': [1],
      'data/inputs': [7],
    },
    20,
  );
  const b = run(
    {
      'data/inputs': [8],
      'checkpoint/20/b': [1],
      'checkpoint/20/a': [1, 3],
      'checkpoint/10/a': [2, 3],
      'checkpoint/10/b': [6],
      'start/b': [3],
      'start/a': [1, 2],
      'final/a': [0, 0],
      'final/b': [0],
    },
    30,
  );
  expect(pairedDistance(a, b)).toEqual({ step: [0, 10, 20], distance: [0, 7, 2] });
});

it('has none where layers differ', () => {
  expect(pairedDistance(run({ 'start/a': [1] }, 0), run({ 'start/b': [1] }, 0)).distance).toEqual([NaN]);
  expect(pairedDistance(run({ 'start/a': [1, 2] }, 0), run({ 'start/a': [1] }, 0)).distance).toEqual([NaN]);
});
