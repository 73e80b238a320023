import { expect, test } from 'vitest';
import type { QuadraticObjective } from '../../../../app/experiment/experiment.ts';
import { build, evaluated } from './evaluated.ts';

function quadratic(parts: Partial<QuadraticObjective>) {
  const objective: QuadraticObjective = {
    kind: 'quadratic',
    eigenvalues: [0.5, 3, -1, 2],
    rotate: true,
    start: [1, -2, 0.5, 4],
    ...parts,
  };
  return build({ seed: 5, objective });
}

// In the eigenbasis, largest eigenvalue first: λ = 3, 2, ½, −1 at (1, −2, ½, 4).
const closedForm = 0.5 * (3 * 1 + 2 * 4 + 0.5 * 0.25 - 16);

test.each([true, false])('ℓ = ½yᵀΛy and its gradient QΛy at the start, rotate %s', async (rotate) => {
  const built = await quadratic({ rotate });
  const { loss, gradient, coordinates } = await evaluated(built);
  expect(loss![0]).toBeCloseTo(closedForm, 13);
  expect(built.coordinates?.names).toEqual(['0', '1', '2', '3']);
  [1, -2, 0.5, 4].forEach((y, i) => expect(coordinates![i]).toBeCloseTo(y, 13));
  const q = built.data.find(({ name }) => name === 'rotation')?.values;
  expect(q !== undefined).toBe(rotate);
  const scaled = [3, -4, 0.25, -4]; // Λy
  const expected = scaled.map((value, i) =>
    q ? scaled.reduce((sum, other, j) => sum + q[i * 4 + j]! * other, 0) : value,
  );
  expected.forEach((slope, i) => expect(gradient![i]).toBeCloseTo(slope, 13));
  if (rotate) expect([...built.start]).not.toEqual([1, -2, 0.5, 4]);
});

test('eigenvalues are held largest first, and a rotation moves no length', async () => {
  const built = await quadratic({});
  expect([...built.data.find(({ name }) => name === 'eigenvalues')!.values]).toEqual([3, 2, 0.5, -1]);
  expect(Math.hypot(...built.start)).toBeCloseTo(Math.hypot(1, 2, 0.5, 4), 13);
});

test('a random start is N(0, 1) per coordinate and the same for the same seed', async () => {
  const eigenvalues = new Array<number>(400).fill(1);
  const first = await quadratic({ eigenvalues, start: 'random' });
  const again = await quadratic({ eigenvalues, start: 'random' });
  expect(again.start).toEqual(first.start);
  const mean = first.start.reduce((sum, w) => sum + w, 0) / 400;
  const square = first.start.reduce((sum, w) => sum + w * w, 0) / 400;
  expect(Math.abs(mean)).toBeLessThan(4 / 20);
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 400));
  expect(first.coordinates).toBeNull(); // more than 8 variables
});

test('a start of another length than the eigenvalues is refused', async () => {
  await expect(quadratic({ start: [1, 2] })).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'The start of the quadratic has 2 coordinates and there are 4 eigenvalues; give one for each.',
  });
});
