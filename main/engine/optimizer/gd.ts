import type { Optimizer } from '../../../app/experiment/experiment.ts';
import type { UpdateRule } from './rule.ts';

/** Gradient descent: w ← w − ηg. */
export const gradientDescent: UpdateRule<Extract<Optimizer, { kind: 'gd' }>> = (_optimizer, { here }) => ({
  direction: here.gradient,
  scalars: {},
  ascentGradient: null,
});
