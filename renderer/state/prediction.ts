import { bentEdge, descentEdge } from '../../app/dynamics/edge.ts';
import { cycleFormula, descentEdgeFormula, edgeFormula } from '../../app/dynamics/formulas.ts';
import { stabilityLimit } from '../../app/dynamics/momentum.ts';
import { batchSize } from '../../app/experiment/batch.ts';
import { eigenvalueList } from '../../app/experiment/eigenvalues.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { estimateMemory, totalBytes } from '../../app/experiment/memory.ts';
import {
  gradientEvaluations,
  optimizerRules,
  settingsAt,
  type OptimizerAtStep,
} from '../../app/experiment/optimizer-rules.ts';
import { isSchedule } from '../../app/experiment/schedule.ts';
import { dataShape } from '../../app/experiment/size.ts';
import { formatNumber } from '../ui/number.ts';

/** Something theory says of an experiment before a step is run. */
export interface Prediction {
  readonly title: string;
  readonly formula: string;
  readonly value: number;
  /** What the value counts; a plain number where there is none. */
  readonly unit?: 'bytes';
}

/**
 * What can be said without running: edges of any objective (but of mini-batches), what it costs, and the cycle of a quadratic (docs/theory.md, sections 2,
 * 4 and 7). Where step size or radius follow a schedule, it is said of the first and of the last step.
 */
export function predictions(experiment: Experiment): readonly Prediction[] {
  const { objective, optimizer, steps } = experiment;
  const batch = batchSize(experiment);
  const moments = momentsOf(experiment);
  const each = gradientEvaluations(optimizer);
  const general: Prediction[] = [
    ...(batch === null ? moments.flatMap(({ when, settings }) => edgePrediction(settings, when)) : []),
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
  const sharpness = Math.max(...eigenvalueList(objective.eigenvalues));
  return [
    { title: 'sharpness', formula: 'λ₁', value: sharpness },
    ...moments.flatMap(({ when, settings }) => bouncePredictions(settings, sharpness, when)),
    ...general,
  ];
}

/** The settings that predictions are made for, and words that say when they are in force. */
function momentsOf({
  optimizer,
  steps,
}: Experiment): { readonly when: string; readonly settings: OptimizerAtStep }[] {
  const settings = settingsAt(optimizer, 0);
  const changes = isSchedule(optimizer.stepSize) || (optimizer.kind !== 'gd' && isSchedule(optimizer.radius));
  if (!changes) return [{ when: '', settings }];
  return [
    { when: ' at step 0', settings },
    { when: ' at the end', settings: settingsAt(optimizer, steps) },
  ];
}

/** The edge far from any minimum, where ‖g‖ is large: it is nowhere higher. */
function edgePrediction(settings: OptimizerAtStep, when: string): Prediction[] {
  const rule = optimizerRules[settings.kind];
  const [far, near] = [rule.bend(settings, Infinity), rule.bend(settings, 1)];
  const formula = near === 0 ? descentEdgeFormula(settings) : edgeFormula(settings);
  if (far === null || near === null || formula === null || settings.stepSize === 0) return [];
  return [
    {
      title: `edge of stability${when}${near > far ? ', below' : ''}`,
      formula,
      value: bentEdge(descentEdge(settings), far),
    },
  ];
}

/** Whether a quadratic stays bounded, and its cycle where there is one. */
function bouncePredictions(settings: OptimizerAtStep, sharpness: number, when: string): Prediction[] {
  const rule = optimizerRules[settings.kind];
  const far = rule.bend(settings, Infinity);
  const bounce = rule.cycle(settings, sharpness);
  return [
    ...(far === null
      ? []
      : [
          {
            title: `below ${formatNumber(stabilityLimit(settings))} it stays bounded${when}`,
            formula: far === 0 ? 'ηλ₁' : `ηλ₁(1+${rule.bendFormula}λ₁)`,
            value: settings.stepSize * sharpness * (1 + far * sharpness),
          },
        ]),
    ...(bounce && bounce.amplitude > 0
      ? [
          {
            title: `cycle amplitude${when}`,
            formula: `a = ${cycleFormula(settings)}`,
            value: bounce.amplitude,
          },
          { title: `gradient norm on the cycle${when}`, formula: 'β₁ = λ₁a', value: bounce.gradientNorm },
        ]
      : []),
  ];
}
