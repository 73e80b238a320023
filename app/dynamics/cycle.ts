/** A two-cycle ±a u₁ on a quadratic with top eigenvalue λ₁ (docs/theory.md sections 2 and 7; paper A). */
export interface Cycle {
  /** a: distance from the minimum along u₁. */
  readonly amplitude: number;
  /** b = a + ρ: distance of the ascent point. */
  readonly ascentDistance: number;
  /** λ₁a: gradient norm on the cycle, β₁ − ε. */
  readonly gradientNorm: number;
}

/** How a cycle differs from plain SAM's. */
export interface CycleShape {
  /** X, the ηλ₁ below which the cycle is: 2, with momentum more (momentum.ts). */
  readonly limit?: number;
  /** α, the share of the ascent gradient in the step; 1 is SAM. */
  readonly share?: number;
  /** ε of an ascent by ρg/(‖g‖+ε). */
  readonly epsilon?: number;
}

const LEAST_ROOM = 1e-9; // of X: closer below it the amplitude, beyond 10⁹ρ, is what rounding of λ₁ makes of it

/**
 * The cycle of a step along (1−α)g + αg⁺ with x = ηλ₁: a = αxρ/(X − x) − ε/λ₁, SAM's ηρλ₁/(2−ηλ₁) for α = 1, X = 2 and ε = 0.
 * @returns null outside 0 < x < X, and where ε is so large that the minimum attracts: there is no such cycle.
 */
export function cycle(
  stepSize: number,
  radius: number,
  sharpness: number,
  { limit = 2, share = 1, epsilon = 0 }: CycleShape = {},
): Cycle | null {
  const x = stepSize * sharpness;
  if (!(x > 0 && limit - x > LEAST_ROOM * limit)) return null;
  const amplitude = (share * radius * x) / (limit - x) - epsilon / sharpness;
  if (epsilon > 0 && amplitude <= 0) return null;
  const gradientNorm = sharpness * amplitude;
  const ascent = epsilon > 0 ? (radius * gradientNorm) / (gradientNorm + epsilon) : radius;
  return { amplitude, ascentDistance: amplitude + ascent, gradientNorm };
}
