import { cycle, type Cycle, type CycleShape } from '../dynamics/cycle.ts';
import { stabilityLimit } from '../dynamics/momentum.ts';

/** Settings at one step that every ascent with a radius has. */
interface Ascent {
  readonly stepSize: number;
  readonly radius: number;
  readonly momentum: number;
  readonly nesterov?: boolean | undefined;
}

/** c = ρ/‖g‖ of SAM's edge λ(1 + ρλ/‖g‖) = E (paper B); 0 for ρ = 0, which is GD, also where g is zero. */
export function normalisedBend({ radius }: Pick<Ascent, 'radius'>, gradientNorm: number): number {
  return radius === 0 ? 0 : radius / gradientNorm;
}

/** The cycle of an ascent of length ρ: SAM's, with momentum's limit. */
export function ascentCycle(settings: Ascent, sharpness: number, shape: CycleShape = {}): Cycle | null {
  return cycle(settings.stepSize, settings.radius, sharpness, { limit: stabilityLimit(settings), ...shape });
}

/**
 * κ of the drift Δw = −κ∇λ₁ along a valley across which a step's gradients are taken at distances whose squares have the mean `square`
 * (docs/theory.md, sections 3 and 7): (η/2)·square; along a valley, where directions change slowly, momentum adds up to 1/(1−β) of it.
 */
export function rateOfDrift({ stepSize, momentum }: Ascent, square: number): number {
  return (stepSize * square) / (2 * (1 - momentum));
}

/** SAM's κ = (η/2)b² on its cycle. */
export function ascentDriftRate(settings: Ascent, sharpness: number): number | null {
  const bounce = ascentCycle(settings, sharpness);
  return bounce && rateOfDrift(settings, bounce.ascentDistance ** 2);
}
