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
  curves: ({ experiment: { optimizer } }) => [
    { series: 'oscillation', role: 'value', symbol: 'δ' },
    ...(optimizer.kind === 'sam'
      ? [{ series: 'cycleAmplitude', role: 'bound', mirrored: true, symbol: 'a' } as const]
      : []),
  ],
};
