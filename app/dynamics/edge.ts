import { optimizerRules, type OptimizerAtStep } from '../experiment/optimizer-rules.ts';
import { stabilityLimit, type Momentum } from './momentum.ts';

/** E, the edge of stability of gradient descent: 2/η, with momentum more (docs/theory.md section 4; D). Infinite for η = 0, at which nothing moves. */
export function descentEdge(settings: Momentum & { readonly stepSize: number }): number {
  return stabilityLimit(settings) / settings.stepSize;
}

/**
 * The λ at which λ(1 + cλ) = E: the edge of an optimizer whose step multiplies the gradient along an eigenvector by 1 + cλ. With c = ρ/‖g‖ and
 * E = 2/η it is paper B's ‖g‖/(2ρ)(√(1+8ρ/(η‖g‖)) − 1), without its cancellation. Always below E, and falling with c.
 */
export function bentEdge(edge: number, bend: number): number {
  return bend === 0 ? edge : (2 * edge) / (1 + Math.sqrt(1 + 4 * bend * edge));
}

/** The edge of an optimizer where its gradient norm is `gradientNorm`; null where none is known, or nothing moves. */
export function edge(optimizer: OptimizerAtStep, gradientNorm: number): number | null {
  const bend = optimizerRules[optimizer.kind].bend(optimizer, gradientNorm);
  return bend === null || optimizer.stepSize === 0 ? null : bentEdge(descentEdge(optimizer), bend);
}

/** s = λ₁(1 + cλ₁)/E, SAM's (ηλ₁/2)(1 + ρλ₁/‖g‖); 1 exactly where λ₁ is on the edge (docs/theory.md, Symbols). Null where there is no edge. */
export function gauge(optimizer: OptimizerAtStep, sharpness: number, gradientNorm: number): number | null {
  const bend = optimizerRules[optimizer.kind].bend(optimizer, gradientNorm);
  if (bend === null || optimizer.stepSize === 0) return null;
  return (sharpness * (1 + bend * sharpness)) / descentEdge(optimizer);
}
