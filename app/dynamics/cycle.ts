/** A two-cycle ±a u₁ on a quadratic with top eigenvalue λ₁ (docs/theory.md sections 2 and 7; paper A). */
export interface Cycle {
  /** a: distance from the minimum along u₁. */
  readonly amplitude: number;
  /** b = a + ρ: distance of the ascent point. */
  readonly ascentDistance: number;
  /** β₁ = λ₁a: gradient norm on the cycle, for ε = 0. */
  readonly gradientNorm: number;
}

/** How a cycle differs from plain SAM's. */
export interface CycleShape {
  /** X, the ηλ₁ below which the cycle is: 2, with momentum more (momentum.ts). */
  readonly limit?: number;
  /** α, the share of the ascent gradient in the step; 1 is SAM. */
  readonly share?: number;
}

/**
 * The cycle of a step along (1−α)g + αg⁺ with x = ηλ₁: a = αxρ/(X − x), SAM's ηρλ₁/(2−ηλ₁) for α = 1 and X = 2.
 * @returns null outside 0 < x < X, where there is no such cycle.
 */
export function cycle(
  stepSize: number,
  radius: number,
  sharpness: number,
  { limit = 2, share = 1 }: CycleShape = {},
): Cycle | null {
  const x = stepSize * sharpness;
  if (!(x > 0 && x < limit)) return null;
  const amplitude = (share * radius * x) / (limit - x);
  return { amplitude, ascentDistance: amplitude + radius, gradientNorm: sharpness * amplitude };
}
