import { gradientDescentEdge } from '../../../app/dynamics/edge.ts';
import { toyOf } from '../../../app/dynamics/toy-of.ts';
import { batchNote, batchSize } from '../../../app/experiment/batch.ts';
import { formatNumber } from '../../ui/number.ts';
import type { Figure } from '../figure.ts';

/** λ₁ with the edge of the run's own optimizer (docs/theory.md, section 4). */
export const sharpness: Figure = {
  name: 'sharpness',
  title: 'Sharpness and its edge',
  formula: 'λ₁ of ∇²ℓ; dashed: 2/η for GD, 4/(η(1+√(1+8ρ/(η‖g‖)))) for SAM',
  scale: 'linear',
  holds: 'zero',
  panels: 'together',
  wide: true,
  curves: ({ experiment }) => {
    const { optimizer } = experiment;
    const sharpness = { series: 'sharpness', role: 'value', symbol: 'λ₁' } as const;
    if (batchSize(experiment) !== null) return [sharpness];
    const symbol =
      optimizer.kind === 'gd' ? `2/η = ${formatNumber(gradientDescentEdge(optimizer.stepSize))}` : 'edge';
    const edge = { series: 'edge', role: 'bound', symbol } as const;
    const closedForm = { series: 'closedFormSharpness', role: 'bound', symbol: 'closed form' } as const;
    return [sharpness, edge, ...(toyOf(experiment) && optimizer.kind === 'sam' ? [closedForm] : [])];
  },
  note: ({ experiment }) => (batchSize(experiment) === null ? null : batchNote),
};
