import { add, constant, div, mul, norm, select } from '../graph/build.ts';
import type { Operand } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Evaluation, Step } from './rule.ts';

/** ρ/(‖g‖+ε), and 0 where that divides by zero: there the ascent is left out, so that g⁺ = g = 0 and w stays. */
export function ascentScale(radius: Operand, gradientNorm: Tensor, epsilon: number): Tensor {
  if (epsilon > 0) return div(radius, add(gradientNorm, epsilon));
  return select(gradientNorm, div(radius, gradientNorm), constant(0));
}

/** w + ρ g/(‖g‖+ε). */
export function normalisedAscent(w: Tensor, gradient: Tensor, radius: Operand, epsilon: number): Tensor {
  return add(w, mul(ascentScale(radius, norm(gradient), epsilon), gradient));
}

/** A step in a direction that was made of the evaluation at an ascent point, which it records. */
export function ascentStep(there: Evaluation, direction: Tensor = there.gradient): Step {
  return {
    direction,
    scalars: { ascentLoss: there.loss, ascentGradientNorm: norm(there.gradient) },
    ascentGradient: there.gradient,
  };
}
