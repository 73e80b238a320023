import { batchSize } from '../../experiment/batch.ts';
import { edgeNote } from '../../experiment/edge-note.ts';
import type { Run } from '../../run/run.ts';
import type { PlaneFigure } from '../figure.ts';
import { pairs } from '../pairs.ts';

/** λ₁ against the loss at the same steps, and the edge against it: progressive sharpening as a way in a plane (docs/theory.md, section 4). */
export const sharpnessAgainstLoss: PlaneFigure = {
  kind: 'plane',
  name: 'sharpnessAgainstLoss',
  title: 'Sharpness against loss',
  formula: '(ℓ(wₜ), λ₁(wₜ)) along the run; dashed: its edge at the same steps',
  x: { title: 'ℓ, L', scale: 'log', holds: 'data' },
  y: { title: 'λ, L/W²', scale: 'linear', holds: 'zero' },
  square: false,
  panels: 'together',
  wide: false,
  study: null,
  series: (run) => [lossOf(run), 'sharpness', ...(hasEdge(run) ? ['edge'] : [])],
  layers: (run, { curve }) => {
    const loss = curve(lossOf(run));
    const along = pairs({ curve: loss }, { curve: curve('sharpness') });
    const edge = pairs({ curve: loss }, { curve: hasEdge(run) ? curve('edge') : null });
    return [
      { symbol: 'λ₁', role: 'value', shape: 'path', ...along },
      { symbol: 'edge', role: 'bound', shape: 'line', ...edge },
    ];
  },
  note: ({ experiment }) => edgeNote(experiment.optimizer, batchSize(experiment))?.sentence ?? null,
};

/** λ₁ is that of all examples: with mini-batches the loss of all is beside it, not that of a batch. */
function lossOf({ experiment }: Run): string {
  return batchSize(experiment) === null ? 'loss' : 'fullLoss';
}

function hasEdge({ experiment }: Run): boolean {
  return edgeNote(experiment.optimizer, batchSize(experiment)) === null;
}
