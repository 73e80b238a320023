import { batchSize } from '../../experiment/batch.ts';
import { edgeNote } from '../../experiment/edge-note.ts';
import type { StepFigure } from '../figure.ts';

/** s along the run: the edge of stability lies at 1 for GD and SAM alike (docs/theory.md, section 4). */
export const gauge: StepFigure = {
  kind: 'steps',
  name: 'gauge',
  title: 'Gauge',
  formula: 's = (ηλ₁/2)(1 + ρλ₁/‖g‖), 1 on the edge',
  axis: 's',
  scale: 'linear',
  turns: true,
  holds: 'zero',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    edgeNote(experiment.optimizer, batchSize(experiment)) === null
      ? [{ series: 'gauge', role: 'value', symbol: 's' }]
      : [],
};
