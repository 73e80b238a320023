import type { StepFigure } from '../figure.ts';
import { quantities, type Quantity } from '../quantity.ts';

/** A quantity of a run less that of another, at every step that both have. */
export const difference: StepFigure = differenceOf(quantities.sharpness);

function differenceOf({ name, symbol, unit, recorded }: Quantity): StepFigure {
  return {
    kind: 'steps',
    name: 'difference',
    title: `Difference of ${symbol}`,
    formula: `${symbol} − ${symbol} of the reference, at the same step`,
    axis: [`Δ${symbol}`, unit].filter(Boolean).join(', '),
    scale: 'linear',
    holds: 'zero',
    panels: 'together',
    wide: false,
    curves: () => [],
    beside: (...pair) =>
      pair.every(recorded) ? [{ series: name, role: 'value', combined: 'difference', symbol }] : [],
    of: differenceOf,
  };
}
