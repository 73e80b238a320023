import { batchSize } from '../experiment/batch.ts';
import { edgeNote } from '../experiment/edge-note.ts';
import type { Run } from '../run/run.ts';

export const quantityNames = ['sharpness', 'loss', 'gauge', 'gradientNorm'] as const;
export type QuantityName = (typeof quantityNames)[number];

/** A recorded series that pairs of runs are compared by: positive, or mostly so, and with no phase of its own. */
export interface Quantity {
  /** The series. */
  readonly name: QuantityName;
  readonly symbol: string;
  /** Of the series (docs/series.md); empty of a pure number. */
  readonly unit: string;
  readonly recorded: (run: Run) => boolean;
}

/** The quantities by their names. */
export const quantities: Readonly<Record<QuantityName, Quantity>> = {
  sharpness: { name: 'sharpness', symbol: 'λ₁', unit: 'L/W²', recorded: () => true },
  loss: { name: 'loss', symbol: 'ℓ', unit: 'L', recorded: () => true },
  gauge: {
    ...{ name: 'gauge', symbol: 's', unit: '' },
    recorded: ({ experiment }) => edgeNote(experiment.optimizer, batchSize(experiment)) === null,
  },
  gradientNorm: { name: 'gradientNorm', symbol: '‖g‖', unit: 'L/W', recorded: () => true },
};
