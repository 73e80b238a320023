import { regimeOf } from '../../app/dynamics/regime.ts';
import { stabilityLimit } from '../../app/dynamics/momentum.ts';
import { knownSharpness, type KnownSharpness } from '../../app/dynamics/start-sharpness.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { optimizerRules, settingsAt, type OptimizerAtStep } from '../../app/experiment/optimizer-rules.ts';

/** Where ηλ₁ lies at a step of an experiment. */
export interface StepScale {
  /** '' where it is the same at every step. */
  readonly when: string;
  readonly stepSize: number;
  /** ηλ₁; null where λ₁ is not known. */
  readonly value: number | null;
  /** The ηλ₁ up to which GD, or the cycle, stays bounded. */
  readonly limit: number;
  readonly sentence: string;
}

/** ηλ₁ at the first step and, where the step size changes, at the end. */
export function stepScales(experiment: Experiment): readonly StepScale[] {
  const known = knownSharpness(experiment);
  const { optimizer, steps } = experiment;
  const [first, last] = [settingsAt(optimizer, 0), settingsAt(optimizer, steps)];
  if (typeof optimizer.stepSize === 'number') return [scaleAt(first, '', known)];
  return [scaleAt(first, 'at step 0', known), scaleAt(last, 'at the end', known)].filter(
    ({ stepSize }) => stepSize > 0,
  );
}

function scaleAt(settings: OptimizerAtStep, when: string, known: KnownSharpness | null): StepScale {
  const { stepSize } = settings;
  const limit = stabilityLimit(settings);
  const value = known && stepSize * known.sharpness;
  return { when, stepSize, value, limit, sentence: scaleSentence(settings, value, limit) };
}

function scaleSentence(settings: OptimizerAtStep, x: number | null, limit: number): string {
  if (x === null) return 'Below, the λ₁ at which each regime ends.';
  if (x <= 0) return 'λ₁ is not positive: there is no ravine to bounce across.';
  if (x >= limit) return 'Beyond the limit: along u₁ a step overshoots by more than it came.';
  const { kind, momentum } = settings;
  if (kind === 'sam' && momentum === 0 && settings.radius > 0)
    return `SAM ends in its two-cycle on a quadratic, ${regimeOf(x)?.source ?? ''}.`;
  if (kind === 'gd' && momentum === 0)
    return x < 1
      ? 'GD goes down along u₁ from one side.'
      : 'GD goes down along u₁ changing sides at every step.';
  return `Below the limit. ${optimizerRules[kind].regime}`;
}

/** What of λ₁ is not known before a run; null where all is. */
export function unknownSharpness(experiment: Experiment): string | null {
  const known = knownSharpness(experiment);
  if (known?.where === 'everywhere') return null;
  const every = experiment.measure.sharpness.every;
  if (known)
    return `λ₁, and what follows from it, is that of the start; how it changes along the run is measured every ${every} steps.`;
  return `λ₁ is not known before a run: it is measured at step 0 and every ${every} steps. Amplitude, drift and ηλ₁ follow from it.`;
}
