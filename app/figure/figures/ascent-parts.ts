import type { StepFigure } from '../figure.ts';

/** What the ascent changes the gradient by: the bounce, and the third derivative that drifts (docs/theory.md, section 3). */
export const ascentParts: StepFigure = {
  kind: 'steps',
  name: 'ascentParts',
  title: 'Parts of g⁺ − g',
  formula: '½ρ²‖D³ℓ(ĝ,ĝ,·)‖; dashed: ρ‖∇²ℓĝ‖, and what both leave',
  axis: 'length, L/W',
  scale: 'log',
  turns: true,
  holds: 'data',
  panels: 'together',
  wide: false,
  curves: ({ experiment }) =>
    experiment.measure.drift && experiment.optimizer.kind === 'sam'
      ? [
          { series: 'thirdPart', role: 'value', symbol: 'third derivative' },
          { series: 'bouncePart', role: 'bound', symbol: 'bounce' },
          { series: 'ascentRest', role: 'bound', symbol: 'rest' },
        ]
      : [],
};
