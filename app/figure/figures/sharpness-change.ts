import type { StepFigure } from '../figure.ts';

/** What a step changes λ₁ by, measured at the midpoints, and what theory expects (docs/theory.md, section 3). */
export const sharpnessChange: StepFigure = {
  kind: 'steps',
  name: 'sharpnessChange',
  title: 'Change of the sharpness by a step',
  formula: 'Δλ₁ at the midpoint; dashed: ∇λ₁·(slope of the loss − 2κ∇λ₁)/2',
  axis: 'Δλ₁ a step, L/W²',
  scale: 'linear',
  holds: 'zero',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    experiment.measure.drift
      ? [
          { series: 'sharpnessRate', role: 'value', symbol: 'Δλ₁' },
          { series: 'predictedSharpnessRate', role: 'bound', symbol: 'predicted' },
        ]
      : [],
};
