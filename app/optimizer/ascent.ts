import { cycle, type Cycle, type CycleShape } from '../dynamics/cycle.ts';
import { stabilityLimit } from '../dynamics/momentum.ts';

/** Settings at one step that every ascent with a radius has. */
interface Ascent {
  readonly stepSize: number;
  readonly radius: number;
  readonly momentum: number;
  readonly nesterov?: boolean | undefined;
  readonly epsilon?: number | 'auto' | undefined;
}

/** ε of g/(‖g‖+ε); what "auto" comes to, at most 1e-12, is far below any ‖g‖ that is measured. */
export function epsilonOf({ epsilon }: Pick<Ascent, 'epsilon'>): number {
  return typeof epsilon === 'number' ? epsilon : 0;
}

/** c = ρ/(‖g‖+ε) of SAM's edge λ(1 + cλ) = E (paper B for ε = 0); 0 for ρ = 0, which is GD, also where g is zero. */
export function normalisedBend(settings: Pick<Ascent, 'radius' | 'epsilon'>, gradientNorm: number): number {
  return settings.radius === 0 ? 0 : settings.radius / (gradientNorm + epsilonOf(settings));
}

/** The cycle of an ascent of length ρ: SAM's, with momentum's limit. */
export function ascentCycle(settings: Ascent, sharpness: number, shape: CycleShape = {}): Cycle | null {
  const [limit, epsilon] = [stabilityLimit(settings), epsilonOf(settings)];
  return cycle(settings.stepSize, settings.radius, sharpness, { limit, epsilon, ...shape });
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
