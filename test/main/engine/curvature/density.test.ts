import { expect, test } from 'vitest';
import { broadened, type Density } from '../../../../main/engine/curvature/density.ts';

/** By the trapezoidal rule. */
function integral({ grid, values }: Density, from = -Infinity, to = Infinity): number {
  let sum = 0;
  for (let i = 1; i < grid.length; i++)
    if (grid[i]! > from && grid[i]! <= to)
      sum += ((values[i]! + values[i - 1]!) / 2) * (grid[i]! - grid[i - 1]!);
  return sum;
}

test.each([
  { name: 'a spread spectrum', nodes: [10, 1, 0, -2], weights: [0.1, 0.2, 0.6, 0.1] },
  { name: 'one eigenvalue', nodes: [3], weights: [1] },
  { name: 'zero alone', nodes: [0], weights: [1] },
])('the density of $name integrates to 1', ({ nodes, weights }) => {
  const density = broadened(Float64Array.from(nodes), Float64Array.from(weights), []);
  expect(integral(density)).toBeCloseTo(1, 5);
});

test('each node’s weight stands around it, and known ends are on the grid', () => {
  const density = broadened(Float64Array.of(1, 0), Float64Array.of(0.25, 0.75), [-1, 3]);
  expect(density.broadening).toBeCloseTo(0.04, 12);
  expect(integral(density, 0.5)).toBeCloseTo(0.25, 3);
  expect(density.grid[0]).toBeLessThan(-1);
  expect(density.grid.at(-1)).toBeGreaterThan(3);
});
