import { cycle } from '../../app/dynamics/cycle.ts';
import { gradientDescentEdge } from '../../app/dynamics/edge.ts';
import { batchSize } from '../../app/experiment/batch.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { estimateMemory, totalBytes } from '../../app/experiment/memory.ts';
import { dataShape } from '../../app/experiment/size.ts';

/** Something theory says of an experiment before a step is run. */
export interface Prediction {
  readonly title: string;
  readonly formula: string;
  readonly value: number;
  /** What the value counts; a plain number where there is none. */
  readonly unit?: 'bytes';
}

/** What can be said without running: edges of any objective (but of mini-batches), what it costs, and the cycle of a quadratic (docs/theory.md, sections 2 and 4). */
export function predictions(experiment: Experiment): readonly Prediction[] {
  const { objective, optimizer, steps } = experiment;
  const { stepSize } = optimizer;
  const radius = optimizer.kind === 'sam' ? optimizer.radius : 0;
  const batch = batchSize(experiment);
  const edge: Prediction =
    radius === 0
      ? { title: 'edge of stability', formula: '2/η', value: gradientDescentEdge(stepSize) }
      : {
          title: 'edge of stability, below',
          formula: '2/η; 4/(η(1+√(1+8ρ/(η‖g‖)))) at ‖g‖',
          value: gradientDescentEdge(stepSize),
        };
  const each = optimizer.kind === 'sam' ? 2 : 1;
  const general: Prediction[] = [
    ...(batch === null ? [edge] : []),
    {
      title: 'gradient evaluations',
      formula: batch === null ? `${each} a step` : `${each} a step, of ${batch} examples`,
      value: steps * each,
    },
    {
      title:
        objective.kind === 'network' && dataShape(objective.data) === null
          ? 'memory, at least'
          : 'memory, about',
      formula: 'parameters, data, activations',
      value: totalBytes(estimateMemory(experiment, experiment.backend)),
      unit: 'bytes',
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
