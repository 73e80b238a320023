import type { Precision } from '../experiment/experiment.ts';

/** Half the distance from 1 to the next number: relative rounding error of a value. */
const ROUNDING: Record<Precision, number> = { float32: 2 ** -25, float64: 2 ** -54 };
/** Below this times the unit of a gradient, its part along u₁ is rounding (measured on networks; theory.md section 5). */
const GRADIENT: Record<Precision, number> = { float32: 1e-6, float64: 1e-14 };

const COORDINATES = 5; // an oscillation of so many rounding errors a coordinate is resolved

/** What the precision has to resolve. */
export interface Oscillating {
  /** Distance of the bounce from its middle: a, or |δ| where no algorithm sets it. */
  readonly amplitude: number;
  readonly sharpness: number;
  /** ‖w‖. */
  readonly size: number;
  readonly parameters: number;
}

/**
 * By how many times the oscillation is above what the precision resolves, in the parameters (a/√n against 5 rounding errors of ‖w‖) and in the
 * gradient (λ₁a against 1e-6 in float32, 1e-14 in float64), the smaller of both: below 1 it is lost in rounding (theory.md section 5).
 */
export function precisionMargin(
  precision: Precision,
  { amplitude, sharpness, size, parameters }: Oscillating,
): number {
  const inParameters = amplitude / Math.sqrt(parameters) / (COORDINATES * ROUNDING[precision] * size);
  const inGradient = Math.abs(sharpness * amplitude) / GRADIENT[precision];
  return Math.min(inParameters, inGradient);
}
