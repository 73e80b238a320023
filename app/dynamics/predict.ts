import { batchSize } from '../experiment/batch.ts';
import { eigenvalueList } from '../experiment/eigenvalues.ts';
import type { Experiment } from '../experiment/experiment.ts';
import {
  optimizerRules,
  plainSettings,
  settingsAt,
  type OptimizerAtStep,
} from '../experiment/optimizer-rules.ts';
import { isSchedule } from '../experiment/schedule.ts';
import { bentEdge, descentEdge } from './edge.ts';
import { cycleFormula, descentEdgeFormula, edgeFormula } from './formulas.ts';
import { stabilityLimit } from './momentum.ts';
import { contractionRate, firstFlip, stepsToCycle } from './quadratic.ts';
import { cycleRegime, regimeOf } from './regime.ts';

/** Something theory says of an experiment. */
export interface Prediction {
  readonly title: string;
  readonly formula: string;
  readonly value: number;
  /** Where it is valid, and who showed it; null where it is a definition. */
  readonly regime: string | null;
}

/** Accuracy that the time to the cycle is told for. */
const NEAR = 1e-6;
/** λ₁ in place of 0, at which there is no cycle. */
const VANISHING = 1e-100;

/**
 * What theory says of an experiment (docs/theory.md, sections 2 to 4 and 7): the edge of any steps on all examples; and where eigenvalues of the Hessian
 * are known the bounce they make. Where step size or radius follow a schedule, it is said of the first and of the last step.
 * @param eigenvalues known ones, the largest among them; a quadratic's own where left out
 */
export function predict(experiment: Experiment, eigenvalues?: readonly number[]): readonly Prediction[] {
  const { objective } = experiment;
  const known = eigenvalues ?? (objective.kind === 'quadratic' ? eigenvalueList(objective.eigenvalues) : []);
  const moments = momentsOf(experiment);
  const edges =
    batchSize(experiment) === null
      ? moments.flatMap(({ when, settings }) => edgePrediction(settings, when))
      : [];
  if (known.length === 0)
    return batchSize(experiment) === null
      ? [...edges, ...moments.flatMap(({ when, settings }) => leastDrift(settings, when))]
      : edges;
  const sharpness = Math.max(...known);
  return [
    { title: 'sharpness', formula: 'λ₁', value: sharpness, regime: null },
    ...moments.flatMap(({ when, settings }) => bounce(experiment, known, { when, settings })),
    ...(objective.kind === 'quadratic'
      ? [...approach(experiment, known), ...settling(experiment, known)]
      : []),
    ...edges,
  ];
}

/** Settings that predictions are made for, and words that say when they are in force. */
interface Moment {
  readonly when: string;
  readonly settings: OptimizerAtStep;
}

function momentsOf({ optimizer, steps }: Experiment): Moment[] {
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
      regime: rule.regime,
    },
  ];
}

/** Whether it stays bounded along u₁, the cycle there, and what the cycle drifts by. */
function bounce(
  { optimizer, objective }: Experiment,
  eigenvalues: readonly number[],
  { when, settings }: Moment,
): Prediction[] {
  const sharpness = Math.max(...eigenvalues);
  const rule = optimizerRules[settings.kind];
  const far = rule.bend(settings, Infinity);
  const cycle = rule.cycle(settings, sharpness);
  const limit = Number(stabilityLimit(settings).toPrecision(4));
  const bounded: Prediction[] =
    far === null
      ? []
      : [
          {
            title: `below ${limit} it stays bounded${when}`,
            formula: far === 0 ? 'ηλ₁' : `ηλ₁(1+${rule.bendFormula}λ₁)`,
            value: settings.stepSize * sharpness * (1 + far * sharpness),
            regime: 'along u₁ on a quadratic',
          },
        ];
  if (!cycle || cycle.amplitude === 0) return bounded;
  const { amplitude, ascentDistance, gradientNorm } = cycle;
  const regime = cycleRegime(optimizer, sharpness, objective.kind === 'quadratic' ? eigenvalues : null);
  const rate = rule.driftRate(settings, sharpness);
  const onCycle: readonly (readonly [title: string, formula: string, value: number])[] = [
    ['cycle amplitude', `a = ${cycleFormula(settings)}`, amplitude],
    ['ascent distance on the cycle', 'b = a + ρ', ascentDistance],
    ['gradient norm on the cycle', 'β₁ = λ₁a', gradientNorm],
    ['loss on the cycle', '½λ₁a²', 0.5 * sharpness * amplitude ** 2],
  ];
  return [
    ...bounded,
    ...onCycle.map(([title, formula, value]) => ({ title: `${title}${when}`, formula, value, regime })),
    ...(rate === null
      ? []
      : [{ title: `drift rate${when}`, formula: 'κ of −κ∇λ₁ a step', value: rate, regime: rule.regime }]),
  ];
}

/** κ grows with λ₁: what it is at least, whatever λ₁ turns out to be. */
function leastDrift(settings: OptimizerAtStep, when: string): Prediction[] {
  const rule = optimizerRules[settings.kind];
  const least = rule.driftRate(settings, VANISHING);
  if (least === null || least === 0) return [];
  return [
    {
      title: `drift rate${when}, at least`,
      formula: 'κ of −κ∇λ₁ a step, for ηλ₁ → 0',
      value: least,
      regime: rule.regime,
    },
  ];
}

/** How GD without momentum comes to the minimum of a quadratic, where it does. */
function settling({ optimizer }: Experiment, eigenvalues: readonly number[]): Prediction[] {
  const { kind, momentum, stepSize, batch } = optimizer;
  if (kind !== 'gd' || momentum > 0 || isSchedule(stepSize) || batch !== 'full') return [];
  const rate = Math.max(...eigenvalues.map((value) => Math.abs(1 - stepSize * value)));
  if (!(rate > 0 && rate < 1)) return [];
  const regime = 'any quadratic with 0 < ηλᵢ < 2';
  return [
    { title: 'contraction to the minimum a step', formula: 'max|1−ηλᵢ|', value: rate, regime },
    {
      title: 'steps to the minimum, about',
      formula: 'to 10⁻⁶ of the start',
      value: Math.ceil(Math.log(NEAR) / Math.log(rate)),
      regime,
    },
  ];
}

/** How plain SAM comes to its cycle on a quadratic. */
function approach({ optimizer, objective }: Experiment, eigenvalues: readonly number[]): Prediction[] {
  const plain = plainSettings(optimizer);
  const sharpness = Math.max(...eigenvalues);
  const x = (plain?.stepSize ?? NaN) * sharpness;
  const regime = regimeOf(x)?.source;
  // Below 0 an eigenvalue leads away from the cycle.
  if (!plain || plain.radius === 0 || regime === undefined || Math.min(...eigenvalues) < 0) return [];
  const { stepSize, radius } = plain;
  const start =
    objective.kind === 'quadratic' && objective.start !== 'random' ? objective.start[0] : undefined;
  const flips =
    eigenvalues.length === 1 && start !== undefined && x < 1
      ? [
          {
            title: 'first step that can change sides',
            formula: '⌈ln((|w₀|+ρ)/ρ)/(−ln(1−ηλ₁))⌉',
            value: firstFlip(x, radius, start),
            regime: 'one dimension, ηλ₁ < 1',
          },
        ]
      : [];
  return [
    {
      title: 'contraction to the cycle a step',
      formula: 'max(|1−ηλ₁|, max|m_i|)',
      value: contractionRate(stepSize, eigenvalues),
      regime,
    },
    {
      title: 'steps to the cycle, about',
      formula: 'to 10⁻⁶ of the start',
      value: stepsToCycle(stepSize, eigenvalues, NEAR),
      regime,
    },
    ...flips,
  ].filter(({ value }) => Number.isFinite(value));
}
