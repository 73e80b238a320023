import type { StepFigure } from '../figure.ts';

/** The gradient's norm at the iterate: under SAM it does not go to zero but to the cycle's β₁ (docs/theory.md, section 2). */
export const gradientNorm: StepFigure = {
  kind: 'steps',
  name: 'gradientNorm',
  title: 'Gradient norm',
  formula: '‖∇ℓ(w)‖',
  axis: '‖g‖, L/W',
  scale: 'log',
  turns: true,
  holds: 'data',
  panels: 'together',
  wide: false,
  curves: () => [{ series: 'gradientNorm', role: 'value', symbol: '‖g‖' }],
};
