import { batchSize } from '../../experiment/batch.ts';
import { edgeNote } from '../../experiment/edge-note.ts';
import type { StepFigure } from '../figure.ts';

/** s along the run: the edge of stability lies at 1 for GD and SAM alike (docs/theory.md, section 4). */
export const gauge: StepFigure = {
  kind: 'steps',
  name: 'gauge',
  title: 'Gauge',
  formula: 's = λ₁(1 + cλ₁)/E, 1 on the edge; without momentum E = 2/η, c = 0 for GD, ρ/‖g‖ for SAM',
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
