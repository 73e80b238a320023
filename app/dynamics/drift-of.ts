import { optimizerRules, type OptimizerAtStep } from '../experiment/optimizer-rules.ts';
import { gradientDescentDriftRate } from './drift.ts';

/**
 * How the middle of a bounce moves, on the average of its two sides: −η(plain·∇ℓ + turned·∇²ℓ(∇ℓ + ½δ²∇λ₁)) − rate·∇λ₁ a step, off u₁: ∇ℓ + ½δ²∇λ₁ is the slope on that average. With momentum β a step is
 * β times the last one and this, so that of what changes slowly it is 1/(1−β) times this.
 */
export interface Drift {
  /** κ, with momentum (1−β)κ. */
  readonly rate: number;
  readonly plain: number;
  readonly turned: number;
}

/** A bounce as it was measured. */
export interface Bounce {
  /** λ₁. */
  readonly sharpness: number;
  /** ‖g‖; where the sides differ, of the mean of 1/‖g‖. */
  readonly gradientNorm: number;
  /** |δ|. */
  readonly amplitude: number;
}

/**
 * The drift of an optimizer's bounce (docs/theory.md sections 3 and 7); null where none is known, or not how the slope of the loss takes part in it.
 */
export function driftOf(optimizer: OptimizerAtStep, bounce: Bounce): Drift | null {
  const slope = slopeOf(optimizer, bounce);
  const rate = rateOf(optimizer, bounce);
  return slope && rate !== null ? { rate, ...slope } : null;
}

function rateOf(optimizer: OptimizerAtStep, { sharpness, amplitude }: Bounce): number | null {
  if (optimizer.kind === 'gd') return gradientDescentDriftRate(optimizer.stepSize, amplitude);
  const rate = optimizerRules[optimizer.kind].driftRate(optimizer, sharpness);
  return rate && (1 - optimizer.momentum) * rate;
}

/** Of d on the average of both sides; null where an ascent has no direction. */
function slopeOf(
  optimizer: OptimizerAtStep,
  { sharpness, gradientNorm }: Bounce,
): Omit<Drift, 'rate'> | null {
  if (optimizer.kind !== 'gd' && gradientNorm === 0) return null;
  switch (optimizer.kind) {
    case 'gd':
      return { plain: 1, turned: 0 };
    case 'sam':
      return { plain: 1, turned: optimizer.radius / gradientNorm };
    case 'partial-sam':
      return { plain: 1, turned: (optimizer.fraction * optimizer.radius) / gradientNorm };
    case 'gsam': {
      const cycle = optimizerRules.gsam.cycle(optimizer, sharpness);
      if (cycle === null) return null;
      const { alpha, radius } = optimizer;
      // On the cycle d = (1 + αa/b)g⁺ − αg, since g·g⁺/‖g⁺‖² = a/b there.
      const share = cycle.ascentDistance === 0 ? 0 : cycle.amplitude / cycle.ascentDistance;
      return { plain: 1 + alpha * share - alpha, turned: ((1 + alpha * share) * radius) / gradientNorm };
    }
    case 'usam':
    case 'asam':
    case 'm-sam':
    case 'n-step-sam':
      return null;
  }
}
