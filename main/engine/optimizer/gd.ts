import type { UpdateRule } from './rule.ts';

/** Gradient descent: d = g. */
export const gradientDescent: UpdateRule<'gd'> = (_optimizer, { here }) => ({
  direction: here.gradient,
  scalars: {},
  ascentGradient: null,
});
