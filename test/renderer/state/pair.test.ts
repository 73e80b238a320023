import { expect, test } from 'vitest';
import { pairOf } from '../../../renderer/state/pair.ts';
import { run, sam } from '../run.ts';

const written = { version: 1, seed: 3, steps: 10, objective: { kind: 'quadratic', eigenvalues: [1] } };

test('GD and SAM differ in the optimizer only, and SAM keeps its radius and ε', () => {
  const { experiment } = run(
    'a',
    {},
    {
      name: 'SAM on T5',
      optimizer: { kind: 'sam', stepSize: 0.2, radius: 0.1, epsilon: 0, momentum: 0, batch: 'full' },
    },
  );
  expect(pairOf({ ...written, optimizer: experiment.optimizer }, experiment, 7)).toEqual([
    { ...written, name: 'GD on T5', optimizer: { kind: 'gd', stepSize: 0.2, momentum: 0, batch: 'full' } },
    {
      ...written,
      name: 'SAM on T5',
      optimizer: { kind: 'sam', stepSize: 0.2, radius: 0.1, epsilon: 0, momentum: 0, batch: 'full' },
    },
  ]);
});

test('GD gets the radius offered', () => {
  const { experiment } = run('a', {}, { name: '' });
  const [, other] = pairOf(written, experiment, 0.03);
  expect(other).toMatchObject({ name: '', optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 } });
  expect(pairOf(written, run('b', {}, { optimizer: sam(0.05, 0.1) }).experiment, 9)[1]).toMatchObject({
    optimizer: { radius: 0.1 },
  });
});

test('a variant of SAM is compared with GD as it is, momentum and all', () => {
  const optimizer = {
    kind: 'm-sam',
    stepSize: 0.1,
    radius: 0.2,
    shard: 5,
    epsilon: 'auto',
    momentum: 0.9,
    nesterov: true,
    batch: 'full',
  } as const;
  const { experiment } = run('a', {}, { name: 'm-SAM and SAM-like', optimizer });
  const momentum = { momentum: 0.9, nesterov: true, batch: 'full' };
  expect(pairOf({ ...written, optimizer }, experiment, 7)).toEqual([
    { ...written, name: 'GD and SAM-like', optimizer: { kind: 'gd', stepSize: 0.1, ...momentum } },
    { ...written, name: 'm-SAM and SAM-like', optimizer },
  ]);
});
