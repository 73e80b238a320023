import type { StepFigure } from '../figure.ts';
import { quantities, type Quantity } from '../quantity.ts';

/** A quantity of a run over that of another, at every step that both have. */
export const ratio: StepFigure = ratioOf(quantities.sharpness);

function ratioOf({ name, symbol, recorded }: Quantity): StepFigure {
  return {
    kind: 'steps',
    name: 'ratio',
    title: `Ratio of ${symbol}`,
    formula: `${symbol} / ${symbol} of the reference, at the same step`,
    axis: `${symbol} / ${symbol}`,
    // As far above 1 as below it where one is twice the other.
    scale: 'log',
    turns: true,
    holds: 'data',
    panels: 'together',
    wide: false,
    curves: () => [],
    beside: (...pair) =>
      pair.every(recorded) ? [{ series: name, role: 'value', combined: 'ratio', symbol }] : [],
    of: ratioOf,
  };
}
