import { expect, test } from 'vitest';
import { changesOf, forkedExperiment } from '../../../app/experiment/fork.ts';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { quadratic } from './written.ts';

function completed(changes: object) {
  const parsed = parseExperiment({ ...quadratic, ...changes });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.experiment;
}

const sam = completed({
  name: 'mine',
  optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05, momentum: 0.5, nesterov: true },
});
const set = (place: string, value: unknown) => ({ path: place.split('.'), value });

test('settings change parts of whole keys, the later ones on top', () => {
  expect(changesOf(sam, [set('optimizer.stepSize', 0.2), set('steps', 7)])).toEqual({
    changes: { optimizer: { ...sam.optimizer, stepSize: 0.2 }, steps: 7 },
  });
  const measure = { sharpness: { ...sam.measure.sharpness, every: 3, count: 2 } };
  expect(changesOf(sam, [set('measure.sharpness.every', 3), set('measure.sharpness.count', 2)])).toEqual({
    changes: { measure },
  });
});

test('another optimizer keeps what all have, in whatever order it is said', () => {
  const gd = { kind: 'gd', stepSize: 0.1, momentum: 0.5, nesterov: true, batch: 'full' };
  expect(changesOf(sam, [set('optimizer.kind', 'gd')])).toEqual({ changes: { optimizer: gd } });
  expect(changesOf(sam, [set('optimizer.alpha', 0.3), set('optimizer.kind', 'gsam')])).toEqual({
    changes: { optimizer: { ...gd, kind: 'gsam', alpha: 0.3 } },
  });
  expect(changesOf(sam, [set('optimizer.kind', 'sam')])).toEqual({ changes: { optimizer: sam.optimizer } });
});

test('a place inside a number is refused', () => {
  expect(changesOf(sam, [set('steps.first', 1)])).toEqual({
    problems: [
      {
        code: 'no-such-part',
        place: 'steps.first',
        message: 'It lies inside a setting that has no parts: give that whole, as JSON.',
      },
    ],
  });
});

test('a fork has no name of its run’s, and what it keeps cannot be changed', () => {
  expect(forkedExperiment(sam, { steps: 5 })).toEqual({ written: { ...sam, name: undefined, steps: 5 } });
  expect(forkedExperiment(sam, { precision: 'float32' })).toMatchObject({
    problems: [{ code: 'fixed-by-fork', place: 'precision' }],
  });
});
