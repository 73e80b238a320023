import { plainSettings } from '../../experiment/optimizer-rules.ts';
import type { StepFigure } from '../figure.ts';

/** How far a quadratic's iterate is from SAM's two-cycle: a straight line in the end, by the contraction rate (docs/theory.md, section 2). */
export const cycleDistance: StepFigure = {
  kind: 'steps',
  name: 'cycleDistance',
  title: 'Distance from the cycle',
  formula: '‖w − nearest ±a u₁‖',
  axis: 'd, W',
  scale: 'log',
  turns: true,
  holds: 'data',
  panels: 'together',
  wide: false,
  curves: ({ experiment: { objective, optimizer } }) =>
    objective.kind === 'quadratic' && plainSettings(optimizer)
      ? [{ series: 'cycleDistance', role: 'value', symbol: 'd' }]
      : [],
};
