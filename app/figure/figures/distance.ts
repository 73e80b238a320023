import { distanceSeries } from '../../study/distance.ts';
import type { StepFigure } from '../figure.ts';

/** How far two runs with one start are from each other, where that was computed (docs/studies.md, Distance). */
export const distance: StepFigure = {
  kind: 'steps',
  name: 'distance',
  title: 'Distance of the parameters',
  formula: '‖w_A − w_B‖ of runs with one start, at the same step',
  axis: '‖w_A − w_B‖, W',
  scale: 'linear',
  turns: true,
  holds: 'zero',
  panels: 'together',
  wide: false,
  study: 'distance',
  curves: () => [],
  beside: (run, reference) =>
    run.startHash === reference.startHash
      ? [{ series: distanceSeries(reference.id), role: 'value', symbol: '‖Δw‖' }]
      : [],
};
