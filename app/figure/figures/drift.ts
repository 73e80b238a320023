import type { StepFigure } from '../figure.ts';

/** How much of the predicted drift −2κ∇λ₁ the midpoint makes over two steps, and its direction (docs/theory.md, section 3). */
export const drift: StepFigure = {
  kind: 'steps',
  name: 'drift',
  title: 'Drift, measured over predicted',
  formula: 'D·p/p·p, p = −2κ∇λ₁: 1 where theory holds; dashed: cos∠(D, p)',
  axis: 'D·p/p·p',
  scale: 'linear',
  holds: 'zero',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    experiment.measure.drift
      ? [
          { series: 'driftRatio', role: 'value', symbol: 'D/p' },
          { series: 'driftAlignment', role: 'bound', symbol: 'cos' },
        ]
      : [],
};
