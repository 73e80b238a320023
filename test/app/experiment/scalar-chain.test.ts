import { expect, test } from 'vitest';
import { chainStart } from '../../../app/experiment/scalar-chain.ts';
import { completed } from './completed.ts';
import { quadratic } from './written.ts';

function startOf(chain: object): readonly number[] {
  const { objective } = completed({ ...quadratic, objective: { kind: 'chain', ...chain } });
  return objective.kind === 'chain' ? chainStart(objective) : [];
}

test.each([
  { depth: 2, product: 3, ratio: 1 },
  { depth: 3, product: 0.5, ratio: 16 },
  { depth: 8, product: 1, ratio: 0.1 },
  { depth: 1000, product: 2, ratio: 9 },
])('a start is a geometric sequence: %j', ({ depth, ...start }) => {
  const x = startOf({ depth, start });
  expect(x).toHaveLength(depth);
  expect(x.reduce((product, factor) => product * factor, 1)).toBeCloseTo(start.product, 11);
  expect(x[0]! / x.at(-1)!).toBeCloseTo(start.ratio, 11);
  for (let i = 2; i < depth; i++) expect(x[i]! / x[i - 1]!).toBeCloseTo(x[1]! / x[0]!, 11);
});

test('without a start the chain is balanced and its product 2; a list stays', () => {
  const balanced = startOf({ depth: 4 });
  expect(new Set(balanced).size).toBe(1);
  expect(balanced[0]).toBeCloseTo(2 ** 0.25, 15);
  expect(startOf({ depth: 3, start: [1, -2, 0] })).toEqual([1, -2, 0]);
});
