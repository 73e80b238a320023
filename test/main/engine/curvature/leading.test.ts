import { expect, test } from 'vitest';
import { LeadingEigenpairs } from '../../../../main/engine/curvature/leading.ts';
import type { Session } from '../../../../main/engine/execute/executor.ts';

const eigenvalues = Float64Array.from({ length: 80 }, (_, i) => (i === 0 ? 1 : i === 1 ? 0.8 : 0.3 / i));
const axis = (i: number, sign = 1) => eigenvalues.map((_, j) => (i === j ? sign : 0));

/** A session that knows one product: that with diag(eigenvalues). */
const session: Session = {
  write: () => Promise.resolve(),
  read: () => Promise.resolve({}),
  run: (_program, { vector }) =>
    Promise.resolve({ product: vector!.map((value, i) => value * eigenvalues[i]!) }),
  iterate: () => Promise.resolve({}),
  release: () => Promise.resolve(),
};

const tolerance = 0.05; // so loose that a random start now and then stops at the second pair
const leading = new LeadingEigenpairs(session, 1, { count: 1, tolerance });

function values(cold: boolean, last: readonly Float64Array[]): Promise<number[]> {
  const point = new Float64Array(80);
  const labels = Array.from({ length: 300 }, (_, i) => String(i));
  return Promise.all(
    labels.map(async (label) => (await leading.at({ point, last, cold, label })).pairs[0]!.value),
  );
}

test('a first, random start may stop at a lower pair when the tolerance is loose', async () => {
  expect(Math.min(...(await values(true, [])))).toBeLessThan(0.9);
});

test.each([true, false])(
  'with a last eigenvector λ₁ is never below its Rayleigh quotient (cold: %s)',
  async (cold) => {
    expect(Math.min(...(await values(cold, [axis(0), axis(1)])))).toBeGreaterThan(1 - tolerance);
  },
);

test('eigenvectors are signed like the last ones', async () => {
  for (const cold of [true, false]) {
    const last = [axis(0, -1), axis(1)];
    const { pairs } = await leading.at({ point: new Float64Array(80), last, cold, label: 'sign' });
    expect(pairs[0]!.vector[0]).toBeLessThan(-0.9);
  }
});
