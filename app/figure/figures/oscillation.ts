import { batchSize } from '../../experiment/batch.ts';
import { optimizerRules } from '../../experiment/optimizer-rules.ts';
import type { StepFigure } from '../figure.ts';

/** δ_t, signed, with the predicted ±a of the optimizer's cycle, where it has one, and how often its sign flips below it (docs/theory.md, sections 2, 5 and 7). */
export const oscillation: StepFigure = {
  kind: 'steps',
  name: 'oscillation',
  title: 'Eigen-oscillation',
  formula: 'δ = ½u₁·(w − mean of its neighbours); dashed: ±a, for SAM without momentum a = ηρλ₁/(2−ηλ₁)',
  axis: 'δ, W',
  scale: 'linear',
  holds: 'symmetry',
  panels: 'each',
  flips: true,
  wide: false,
  curves: ({ experiment }) => [
    { series: 'oscillation', role: 'value', symbol: 'δ' },
    ...(optimizerRules[experiment.optimizer.kind].cycleFormula !== null && batchSize(experiment) === null
      ? [{ series: 'cycleAmplitude', role: 'bound', mirrored: true, symbol: 'a' } as const]
      : []),
  ],
};
