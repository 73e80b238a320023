import type { Figure } from '../figure.ts';

/** The objective along the run. */
export const loss: Figure = {
  name: 'loss',
  title: 'Loss',
  formula: 'ℓ(w), log',
  axis: 'ℓ, L',
  scale: 'log',
  holds: 'data',
  panels: 'together',
  wide: false,
  curves: () => [{ series: 'loss', role: 'value', symbol: 'ℓ' }],
};
