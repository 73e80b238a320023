import { cycle } from './cycle.ts';

/**
 * κ = 2ηρ²/(2 − ηλ₁)² = (η/2)b²: along a valley of minima the mean of SAM's bounce moves by −κ∇λ₁ a step (theory.md section 3; paper A's claims
 * 2 and 3, and paper E's Theorem 4.5 for η → 0).
 * @returns null outside 0 < ηλ₁ < 2, where there is no bounce to drift
 */
export function driftRate(stepSize: number, radius: number, sharpness: number): number | null {
  const bounce = cycle(stepSize, radius, sharpness);
  return bounce && (stepSize / 2) * bounce.ascentDistance ** 2;
}

/** The same of GD that oscillates with amplitude A, which GD does not set by itself: ½ηA². */
export function gradientDescentDriftRate(stepSize: number, amplitude: number): number {
  return (stepSize / 2) * amplitude ** 2;
}

/**
 * ½|T₁₁₁|b²/(λ₁a), T₁₁₁ = D³ℓ(u₁,u₁,u₁): by how many amplitudes the centre of the bounce lies off the valley along u₁ itself, −½T₁₁₁b²/λ₁, at which both
 * sides are stepped to in turn. From 1 on the bounce stays on one side, and the drift rate κ does not hold. Null outside 0 < ηλ₁ < 2.
 */
export function asymmetry(
  { stepSize, radius, sharpness }: Pick<CurvedDirection, 'stepSize' | 'radius' | 'sharpness'>,
  third: number,
): number | null {
  const bounce = cycle(stepSize, radius, sharpness);
  if (!bounce || bounce.amplitude === 0) return null;
  return (Math.abs(third) * bounce.ascentDistance ** 2) / (2 * sharpness * bounce.amplitude);
}

/** One direction j of an isolated minimum, and the bounce across it along u₁. */
export interface CurvedDirection {
  readonly stepSize: number;
  readonly radius: number;
  /** λ₁. */
  readonly sharpness: number;
  /** λ_j > 0. */
  readonly curvature: number;
  /** T_{11j} = D³ℓ(u₁,u₁,e_j). */
  readonly third: number;
}

/** What the bounce does to the mean along j: a fixed point, approached by a factor a step. */
export interface Equilibrium {
  /** −½T_{11j}(b² + kλ_j a²)/(λ_j(1 + kλ_j)), k = (2 − ηλ₁)/(ηλ₁²): how far the centre of the bounce lies from the minimum. */
  readonly offset: number;
  /** 1 − ηλ_j(1 + kλ_j). */
  readonly multiplier: number;
}

/**
 * The centre of SAM's bounce at an isolated minimum, where the drift along j meets the slope that brings it back (theory.md section 3).
 * @returns null outside 0 < ηλ₁ < 2
 */
export function equilibrium({
  stepSize,
  radius,
  sharpness,
  curvature,
  third,
}: CurvedDirection): Equilibrium | null {
  const bounce = cycle(stepSize, radius, sharpness);
  if (!bounce) return null;
  const k = (2 - stepSize * sharpness) / (stepSize * sharpness ** 2);
  const turned = 1 + k * curvature;
  const push = (third / 2) * (bounce.ascentDistance ** 2 + k * curvature * bounce.amplitude ** 2);
  return { offset: -push / (curvature * turned), multiplier: 1 - stepSize * curvature * turned };
}
