import type { Optimizer } from '../experiment/experiment.ts';

/** Edge of stability of GD, 2/η (theory.md section 4; D). */
export function gradientDescentEdge(stepSize: number): number {
  return 2 / stepSize;
}

/**
 * Edge of stability of SAM, 4/(η(1+√(1+8ρ/(η‖g‖)))): paper B's ‖g‖/(2ρ)(√(1+8ρ/(η‖g‖)) − 1) without its cancellation.
 * Always below 2/η, increasing in ‖g‖; 0 at ‖g‖ = 0 when ρ > 0.
 */
export function sharpnessAwareEdge(stepSize: number, radius: number, gradientNorm: number): number {
  if (radius === 0) return gradientDescentEdge(stepSize);
  return 4 / (stepSize * (1 + Math.sqrt(1 + (8 * radius) / (stepSize * gradientNorm))));
}

/** The edge of an optimizer where its gradient norm is `gradientNorm`. */
export function edge(optimizer: Optimizer, gradientNorm: number): number {
  switch (optimizer.kind) {
    case 'gd':
      return gradientDescentEdge(optimizer.stepSize);
    case 'sam':
      return sharpnessAwareEdge(optimizer.stepSize, optimizer.radius, gradientNorm);
  }
}

/** s = (ηλ₁/2)(1 + ρλ₁/‖g‖); s = 1 exactly where λ₁ is on the edge, for GD (ρ = 0) and SAM alike (theory.md, Symbols). */
export function gauge(optimizer: Optimizer, sharpness: number, gradientNorm: number): number {
  const radius = optimizer.kind === 'sam' ? optimizer.radius : 0;
  const bend = radius === 0 ? 0 : (radius * sharpness) / gradientNorm;
  return ((optimizer.stepSize * sharpness) / 2) * (1 + bend);
}
