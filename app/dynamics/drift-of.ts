import type { OptimizerAtStep } from '../experiment/optimizer-rules.ts';
import { driftRate, gradientDescentDriftRate } from './drift.ts';

/** How the middle of a bounce moves, on the average of its two sides: −η(plain·∇ℓ + turned·∇²ℓ∇ℓ) − rate·∇λ₁ a step, off u₁. */
export interface Drift {
  /** κ. */
  readonly rate: number;
  readonly plain: number;
  readonly turned: number;
}

/** A bounce as it was measured. */
export interface Bounce {
  /** λ₁. */
  readonly sharpness: number;
  /** ‖g‖ on one side. */
  readonly gradientNorm: number;
  /** |δ|. */
  readonly amplitude: number;
}

/** The drift of an optimizer's bounce (theory.md sections 3 and 7); null where none is known, or not how the slope of the loss takes part in it. */
export function driftOf(
  optimizer: OptimizerAtStep,
  { sharpness, gradientNorm, amplitude }: Bounce,
): Drift | null {
  const { stepSize, momentum } = optimizer;
  if (momentum > 0) return null;
  switch (optimizer.kind) {
    case 'gd':
      return { rate: gradientDescentDriftRate(stepSize, amplitude), plain: 1, turned: 0 };
    case 'sam': {
      const rate = driftRate(stepSize, optimizer.radius, sharpness);
      return rate === null ? null : { rate, plain: 1, turned: optimizer.radius / gradientNorm };
    }
    case 'usam':
    case 'asam':
    case 'gsam':
    case 'm-sam':
    case 'n-step-sam':
    case 'partial-sam':
      return null;
  }
}
