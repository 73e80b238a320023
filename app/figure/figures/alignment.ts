import { gradientEvaluations } from '../../experiment/optimizer-rules.ts';
import type { StepFigure } from '../figure.ts';

/** How the gradient that a step follows lies to the leading eigenvector: SAM's ascent turns it there (docs/theory.md, section 4). */
export const alignment: StepFigure = {
  kind: 'steps',
  name: 'alignment',
  title: 'Alignment with u₁',
  formula: '|cos∠(g, u₁)|; of rules with an ascent |cos∠(g⁺, u₁)|',
  axis: '|cos∠|',
  scale: 'linear',
  turns: true,
  holds: 'zero',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    gradientEvaluations(experiment.optimizer) === 1
      ? [{ series: 'gradientAlignment', role: 'value', symbol: '|cos(g, u₁)|' }]
      : [{ series: 'ascentAlignment', role: 'value', symbol: '|cos(g⁺, u₁)|' }],
};
