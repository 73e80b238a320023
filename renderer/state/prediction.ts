import { cycle } from '../../app/dynamics/cycle.ts';
import { gradientDescentEdge } from '../../app/dynamics/edge.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';

/** Something theory says of an experiment before a step is run. */
export interface Prediction {
  readonly title: string;
  readonly formula: string;
  readonly value: number;
}

/** What can be said without running: edges of any objective, and the cycle of a quadratic (docs/theory.md, sections 2 and 4). */
export function predictions({ objective, optimizer, steps }: Experiment): readonly Prediction[] {
  const { stepSize } = optimizer;
  const radius = optimizer.kind === 'sam' ? optimizer.radius : 0;
  const general: Prediction[] = [
    radius === 0
      ? { title: 'edge of stability', formula: '2/η', value: gradientDescentEdge(stepSize) }
      : {
          title: 'edge of stability, below',
          formula: '2/η; 4/(η(1+√(1+8ρ/(η‖g‖)))) at ‖g‖',
          value: gradientDescentEdge(stepSize),
        },
    {
      title: 'gradient evaluations',
      formula: optimizer.kind === 'sam' ? '2 a step' : '1 a step',
      value: steps * (optimizer.kind === 'sam' ? 2 : 1),
    },
  ];
  if (objective.kind !== 'quadratic') return general;
  const sharpness = Math.max(...objective.eigenvalues);
  const bounce = radius > 0 ? cycle(stepSize, radius, sharpness) : null;
  return [
    { title: 'sharpness', formula: 'λ₁', value: sharpness },
    { title: 'below 2 it stays bounded', formula: 'ηλ₁', value: stepSize * sharpness },
    ...(bounce
      ? [
          { title: 'cycle amplitude', formula: 'a = ηρλ₁/(2−ηλ₁)', value: bounce.amplitude },
          { title: 'gradient norm on the cycle', formula: 'β₁ = λ₁a', value: bounce.gradientNorm },
        ]
      : []),
    ...general,
  ];
}
