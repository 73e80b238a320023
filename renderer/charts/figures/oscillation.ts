import { batchSize } from '../../../app/experiment/batch.ts';
import type { Figure } from '../figure.ts';

/** δ_t, signed, with the predicted ±a of SAM's cycle (docs/theory.md, sections 2 and 5). */
export const oscillation: Figure = {
  name: 'oscillation',
  title: 'Eigen-oscillation',
  formula: 'δ = ½u₁·(w − mean of its neighbours); dashed: ±a, a = ηρλ₁/(2−ηλ₁)',
  scale: 'linear',
  holds: 'symmetry',
  panels: 'each',
  wide: false,
  curves: ({ experiment }) => [
    { series: 'oscillation', role: 'value', symbol: 'δ' },
    ...(experiment.optimizer.kind === 'sam' && batchSize(experiment) === null
      ? [{ series: 'cycleAmplitude', role: 'bound', mirrored: true, symbol: 'a' } as const]
      : []),
  ],
};
