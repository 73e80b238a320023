import * as v from 'valibot';
import { integer, list, listOr, number } from './value.ts';

const MOST = 1000;

/** A start whose factors are a geometric sequence; of ratio 1 it is balanced: all factors are equal. */
const GeometricStart = v.strictObject({
  /** x₁x₂…x_L. */
  product: v.optional(number({ above: 0 }), 2),
  /** x₁/x_L. */
  ratio: v.optional(number({ above: 0 }), 1),
});

/** ℓ(x) = ½(x₁x₂…x_L − target)², a linear network of width one (docs/theory.md, section 8). */
export const ScalarChain = v.strictObject({
  kind: v.literal('chain'),
  /** L. */
  depth: integer({ min: 2, max: MOST }),
  target: v.optional(number(), 1),
  start: v.optional(
    listOr(
      list(number(), { of: 'finite numbers, or a product and a ratio', min: 2, max: MOST }),
      GeometricStart,
    ),
    {},
  ),
});
export type ScalarChain = v.InferOutput<typeof ScalarChain>;

/** The start as a list: as written, or xᵢ = product^(1/L)·ratio^(½ − (i−1)/(L−1)), i = 1 … L. */
export function chainStart({ depth, start }: Pick<ScalarChain, 'depth' | 'start'>): readonly number[] {
  if (Array.isArray(start)) return start;
  const { product, ratio } = start;
  return Array.from({ length: depth }, (_, i) => product ** (1 / depth) * ratio ** (0.5 - i / (depth - 1)));
}
