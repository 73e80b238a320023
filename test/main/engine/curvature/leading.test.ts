import { expect, test } from 'vitest';
import { plainAlgebra } from '../../../../main/engine/curvature/algebra.ts';
import { LeadingEigenpairs } from '../../../../main/engine/curvature/leading.ts';
import type { Session } from '../../../../main/engine/execute/executor.ts';

const eigenvalues = Float64Array.from({ length: 80 }, (_, i) => (i === 0 ? 1 : 0.85 + 0.0005 * i));
const axis = (i: number, sign = 1) => eigenvalues.map((_, j) => (i === j ? sign : 0));

/** A session that knows products with diag(eigenvalues) alone. */
const session: Session = {
  prepare: () => Promise.resolve(),
  write: () => Promise.resolve(),
  read: () => Promise.resolve({}),
  run: (_program, { vectors }) =>
    Promise.resolve({ products: vectors!.map((value, i) => value * eigenvalues[i % eigenvalues.length]!) }),
  iterate: () => Promise.resolve({}),
  release: () => Promise.resolve(),
};

const tolerance = 0.05; // so loose that random start vectors may pass for eigenvectors of the crowd
/** λ₁ as found from 300 starts, each with the same last eigenvectors. */
function values(cold: boolean, last: readonly Float64Array[]): Promise<number[]> {
  const labels = Array.from({ length: 300 }, (_, i) => String(i));
  return Promise.all(labels.map(async (label) => (await found(label, cold, last)).value));
}

async function found(label: string, cold: boolean, last: readonly Float64Array[]) {
  const leading = new LeadingEigenpairs({ session, algebra: plainAlgebra }, 1, { count: 1, tolerance });
  if (last.length > 0) leading.history.add(last);
  const { pairs } = await leading.at({ point: new Float64Array(80), count: 1, cold, label });
  return pairs[0]!;
}

test('random start vectors may stop at a lower pair when the tolerance is loose', async () => {
  expect(Math.min(...(await values(true, [])))).toBeLessThan(0.95);
});

test.each([true, false])(
  'with a last eigenvector λ₁ is never below its Rayleigh quotient (cold: %s)',
  async (cold) => {
    expect(Math.min(...(await values(cold, [axis(0), axis(1)])))).toBeGreaterThan(1 - tolerance);
  },
);

test('eigenvectors are signed like the last ones', async () => {
  for (const cold of [true, false]) {
    const { vector } = await found('sign', cold, [axis(0, -1), axis(1)]);
    expect(vector[0]).toBeLessThan(-0.9);
  }
});

test('a search that begins from the eigenvectors beside it ends with their images', async () => {
  const leading = new LeadingEigenpairs({ session, algebra: plainAlgebra }, 1, { count: 1, tolerance: 1e-9 });
  leading.history.add([axis(40), axis(41)]);
  const now = [axis(0), axis(79)];
  const request = { point: new Float64Array(80), count: 1, cold: false, label: 'beside' };
  expect((await leading.at({ ...request, beside: { now, before: now } })).products).toBe(2);
});
