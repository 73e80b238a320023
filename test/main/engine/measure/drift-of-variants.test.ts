import { describe, expect, test } from 'vitest';
import { collect, valuesOf } from '../run/collect.ts';

const eta = 0.1;

/** Each with its cycle's amplitude at ρ = 1, a = αx/(X − x), from which a bounce of period two begins at once (docs/theory.md, section 7). */
const variants = [
  { name: 'SAM', optimizer: { kind: 'sam' }, share: 1, limit: 2 },
  { name: 'partial SAM', optimizer: { kind: 'partial-sam', fraction: 0.5 }, share: 0.5, limit: 2 },
  { name: 'GSAM', optimizer: { kind: 'gsam', alpha: 0.8 }, share: 1, limit: 2 },
  { name: 'SAM with heavy ball', optimizer: { kind: 'sam', momentum: 0.3 }, share: 1, limit: 2.6 },
  {
    name: 'SAM with Nesterov',
    optimizer: { kind: 'sam', momentum: 0.6, nesterov: true },
    share: 1,
    limit: 3.2 / 2.2,
  },
  {
    name: 'partial SAM with heavy ball',
    optimizer: { kind: 'partial-sam', fraction: 0.5, momentum: 0.3 },
    share: 0.5,
    limit: 2.6,
  },
  {
    name: 'GSAM with Nesterov',
    optimizer: { kind: 'gsam', alpha: 0.8, momentum: 0.3, nesterov: true },
    share: 1,
    limit: 2.6 / 1.6,
  },
];

type Variant = Pick<(typeof variants)[number], 'optimizer' | 'share' | 'limit'>;

/** A run that begins on the cycle at (0, 2), λ₁ = 5, of a valley with u₁ = (1, 0) there. @returns `driftRatio` */
async function ratios(
  { optimizer, share, limit }: Variant,
  { formula, radius, steps }: { readonly formula: string; readonly radius: number; readonly steps: number },
): Promise<number[]> {
  const x = eta * 5;
  const run = await collect({
    objective: {
      kind: 'expression',
      variables: ['x', 'y'],
      formula,
      start: [(share * radius * x) / (limit - x), 2],
    },
    optimizer: { ...optimizer, stepSize: eta, radius },
    steps,
    measure: { sharpness: { every: 7, tolerance: 1e-12 }, drift: true },
  });
  return valuesOf(run, 'driftRatio');
}

describe.each(variants)('the drift of $name', (variant) => {
  const ravine = '0.5*(1+y^2)*x^2';

  test('is what κ says, with an error that falls by four with ρ/2', async () => {
    const errors: number[] = [];
    for (const radius of [0.08, 0.04, 0.02]) {
      const steps = Math.round(200 * (0.08 / radius) ** 2);
      errors.push(Math.abs((await ratios(variant, { formula: ravine, radius, steps })).at(-1)! - 1));
    }
    for (const [i, error] of errors.slice(1).entries()) {
      expect(errors[i]! / error).toBeGreaterThan(3.7);
      expect(errors[i]! / error).toBeLessThan(4.3);
    }
  });

  // A curvature of 0.2 along the valley, with its minimum at y = 2.02: the ascent turns that slope.
  test('is told from the slope of the loss', async () => {
    const formula = `${ravine} + 0.1*(y-2.02)^2`;
    const found = await ratios(variant, { formula, radius: 0.04, steps: 120 });
    expect(Math.abs(found.at(-1)! - 1)).toBeLessThan(0.03); // without the turned part it is off by 0.07 or more
  });
});
