import { summaryOf } from '../main/engine/run/collect.ts';
import type { Part, Row } from './row.ts';

/** What an independent implementation found of λ₁/edge in the second half (theory.md, section 6), GD at its edge and SAM at three radii. */
const elsewhere = [1.035, 0.963, 1.027, 1.057];

/** Long and Bartlett's edge of SAM on a network. */
export const edges: Part = {
  title: 'Edges of stability of a network',
  text:
    'Long and Bartlett: the sharpness settles at SAM’s own edge, 4/(η(1 + √(1 + 8ρ/(η‖g‖)))), far below 2/η, where GD settles (Cohen et al.); at the edge the iterate flips at every step, below it never. ' +
    'On SAM’s cycle λ₁ lies on the edge on every quadratic, so that the ratio alone is no evidence: see that λ₁ itself came to it. 20 points of T₅, 1-50-50-1 tanh, η = 0.05; the last run is the control that never reaches its edge.',
  file: 'edges',
  rows: (runs) =>
    runs.flatMap(({ name, run }, i): Row[] => {
      const summary = summaryOf(run);
      const expected = elsewhere[i];
      const flips = {
        of: name,
        quantity: 'share of late steps that flip',
        measured: summary.flipRate ?? NaN,
      };
      if (expected === undefined) return [{ ...flips, predicted: 0, within: { band: [0, 0.05] } }];
      return [
        {
          of: name,
          quantity: 'λ₁/edge, mean of the second half',
          predicted: 1,
          measured: summary.edgeRatio ?? NaN,
          within: { band: i === 0 ? [0.98, 1.06] : [0.93, 1.1] },
        },
        {
          of: name,
          quantity: 'the same, beside another implementation',
          predicted: expected,
          measured: summary.edgeRatio ?? NaN,
          within: { absolute: 0.05 },
        },
        { ...flips, predicted: 1, within: { band: [0.95, 1] } },
      ];
    }),
};
