import { expect, test } from 'vitest';
import { build, evaluated } from './evaluated.ts';

function chain(parts: object) {
  return build({
    seed: 1,
    objective: { kind: 'chain', depth: 3, target: 1, start: { product: 2, ratio: 1 }, ...parts },
  });
}

test('½(xyz − 1)² with its gradient at (2, 3, −1)', async () => {
  const { loss, gradient, coordinates } = await evaluated(await chain({ start: [2, 3, -1] }));
  expect(loss![0]).toBe(0.5 * 49);
  expect([...gradient!]).toEqual([-7 * -3, -7 * -2, -7 * 6]);
  expect([...coordinates!]).toEqual([2, 3, -1]);
});

test.each([2, 3, 5, 64, 1000])(
  'at its geometric start of depth %i the loss is ½(product − target)²',
  async (depth) => {
    const built = await chain({ depth, target: -1, start: { product: 3, ratio: 5 } });
    const { loss, gradient } = await evaluated(built);
    expect(built.start).toHaveLength(depth);
    expect(loss![0]).toBeCloseTo(8, 11);
    built.start.forEach((x, i) => expect(gradient![i]).toBeCloseTo((4 * 3) / x, 9));
  },
);

test('a factor of zero leaves the gradient of that factor alone', async () => {
  const { gradient } = await evaluated(await chain({ start: [0, 3, 2] }));
  expect([...gradient!].map((slope) => slope + 0)).toEqual([-6, 0, 0]);
});

test('coordinates are x1, x2, …, up to eight of them', async () => {
  expect((await chain({})).coordinates?.names).toEqual(['x1', 'x2', 'x3']);
  expect((await chain({ depth: 9 })).coordinates).toBeNull();
});

test('a start of another length is refused', async () => {
  await expect(chain({ start: [1, 2] })).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'The start of the chain has 2 factors and its depth is 3; give one for each.',
  });
});
