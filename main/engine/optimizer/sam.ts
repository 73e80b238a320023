import type { Optimizer } from '../../../app/experiment/experiment.ts';
import { add, constant, div, mul, norm, select } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { UpdateRule } from './rule.ts';

/**
 * Sharpness-aware minimization: w ← w − η∇ℓ(w + ρ g/(‖g‖+ε)) (paper C; theory, section 1).
 * With ε = 0 it is undefined at g = 0: there the ascent is left out, so that g⁺ = g = 0 and w stays.
 */
export const sharpnessAware: UpdateRule<Extract<Optimizer, { kind: 'sam' }>> = ({ radius }, place) => {
  const ascent = add(
    place.w,
    mul(ascentScale(radius, place.gradientNorm, place.epsilon), place.here.gradient),
  );
  const there = place.at(ascent);
  return {
    direction: there.gradient,
    scalars: { ascentLoss: there.loss, ascentGradientNorm: norm(there.gradient) },
    ascentGradient: there.gradient,
  };
};

/** ρ/(‖g‖+ε), and 0 where that divides by zero. */
function ascentScale(radius: number, gradientNorm: Tensor, epsilon: number): Tensor {
  if (epsilon > 0) return div(radius, add(gradientNorm, epsilon));
  return select(gradientNorm, div(radius, gradientNorm), constant(0));
}
