import * as v from 'valibot';
import { integer, list, number } from './value.ts';

const MOST_PARAMETERS = 1000;

/** Least squares of a random quadratic map, ℓ = ½ mean (fᵢ(w) − yᵢ)², fᵢ(w) = aᵢ·w + ½wᵀBᵢw, whose targets are reached (docs/theory.md, section 8). */
export const QuadraticMap = v.strictObject({
  kind: v.literal('quadratic-map'),
  parameters: v.optional(integer({ min: 1, max: MOST_PARAMETERS }), 100),
  /** Outputs of the map; below `parameters` the minima are a valley. */
  examples: v.optional(integer({ min: 1, max: 10_000 }), 20),
  /** Standard deviation of the entries of aᵢ. */
  slope: v.optional(number({ min: 0 }), 1),
  /** Standard deviation of the entries of Bᵢ off the diagonal; on it √2 times as much. */
  curvature: v.optional(number({ min: 0 }), 1),
  /** yᵢ = fᵢ(w*), w* ~ N(0, teacher²/parameters) per coordinate: about this is ‖w*‖. */
  teacher: v.optional(number({ min: 0 }), 1),
  /** "random" draws N(0, 1/parameters) per coordinate. */
  start: v.optional(
    v.union(
      [v.literal('random'), list(number(), { of: 'finite numbers', min: 1, max: MOST_PARAMETERS })],
      '"random" or a list of finite numbers',
    ),
    'random',
  ),
});
export type QuadraticMap = v.InferOutput<typeof QuadraticMap>;

/** Numbers that aᵢ, Bᵢ and yᵢ of all examples are. */
export function quadraticMapNumbers({
  parameters,
  examples,
}: Pick<QuadraticMap, 'parameters' | 'examples'>): number {
  return examples * (parameters * (parameters + 1) + 1);
}
