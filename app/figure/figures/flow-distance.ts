import type { StepFigure } from '../figure.ts';

/** How far the run is from the gradient flow of its start at the same time, where `measure.flow` follows it. */
export const flowDistance: StepFigure = {
  kind: 'steps',
  name: 'flow-distance',
  title: 'Distance from the gradient flow',
  formula: '‖w_t − w(ηt)‖, ẇ = −∇ℓ(w) from w₀',
  axis: '‖w − w(ηt)‖, W',
  scale: 'linear',
  turns: true,
  holds: 'zero',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    experiment.measure.flow ? [{ series: 'flowDistance', role: 'value', symbol: 'distance' }] : [],
};
