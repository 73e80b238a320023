import type { StepFigure } from '../figure.ts';

/** The objective along the run. */
export const loss: StepFigure = {
  kind: 'steps',
  name: 'loss',
  title: 'Loss',
  formula: 'ℓ(w)',
  axis: 'ℓ, L',
  scale: 'log',
  turns: true,
  holds: 'data',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) => [
    { series: 'loss', role: 'value', symbol: 'ℓ' },
    ...(experiment.measure.flow ? [{ series: 'flowLoss', role: 'bound', symbol: 'flow' } as const] : []),
  ],
};
