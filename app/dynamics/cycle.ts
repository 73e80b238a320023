/** SAM's two-cycle on a quadratic with top eigenvalue λ₁ (theory.md section 2; paper A). It exists for 0 < ηλ₁ < 2. */
export interface Cycle {
  /** a = ηρλ₁/(2−ηλ₁): distance from the minimum along u₁. */
  readonly amplitude: number;
  /** b = a + ρ = 2ρ/(2−ηλ₁): distance of the ascent point. */
  readonly ascentDistance: number;
  /** β₁ = λ₁a = ηρλ₁²/(2−ηλ₁): gradient norm on the cycle, for ε = 0. */
  readonly gradientNorm: number;
}

/** @returns null outside 0 < ηλ₁ < 2, where there is no such cycle. */
export function cycle(stepSize: number, radius: number, sharpness: number): Cycle | null {
  const x = stepSize * sharpness;
  if (!(x > 0 && x < 2)) return null;
  const amplitude = (radius * x) / (2 - x);
  return {
    amplitude,
    ascentDistance: (2 * radius) / (2 - x),
    gradientNorm: sharpness * amplitude,
  };
}
