import * as v from 'valibot';
import { flowDefaults, flowRanges } from '../experiment/flow.ts';
import { arrayOf, numberOf, type StudyArrays } from './study.ts';

/** What may be asked of a gradient flow; left out, it is as `flowDefaults` says. */
export const flowSettings = {
  tolerance: v.optional(flowRanges.tolerance),
  evaluations: v.optional(flowRanges.evaluations),
};

export interface FlowQuestion {
  readonly kind: 'flow';
  readonly tolerance: number;
  readonly evaluations: number;
}

type Given = { readonly [Name in keyof Omit<FlowQuestion, 'kind'>]?: number | undefined };

/** The question with every setting. */
export function flowQuestion({ tolerance, evaluations }: Given): FlowQuestion {
  return {
    kind: 'flow',
    tolerance: tolerance ?? flowDefaults.tolerance,
    evaluations: evaluations ?? flowDefaults.evaluations,
  };
}

/**
 * How an integration ended: at the time asked for, at the limit of gradient evaluations, or where no step however short keeps the
 * tolerance. In this order they are kept as 0, 1, 2.
 */
export const flowEndings = ['reached', 'limit', 'stuck'] as const;
export type FlowEnding = (typeof flowEndings)[number];

/** The gradient flow ẇ = −∇ℓ(w) from a run's start beside the run (docs/studies.md). NaN from where it ended. */
export interface Flow {
  /** Steps of the run at which its parameters are kept. */
  readonly step: Float64Array;
  /** ηt, the flow's time. W²/L. */
  readonly time: Float64Array;
  /** ‖w_t − w(ηt)‖, W. */
  readonly distance: Float64Array;
  /** ℓ(w(ηt)). */
  readonly loss: Float64Array;
  /** ℓ(w_t) on all examples. */
  readonly runLoss: Float64Array;
  /** λ₁ at w(ηt). */
  readonly sharpness: Float64Array;
  /** Accepted steps of the integrator so far. */
  readonly steps: Float64Array;
  /** Rejected ones. */
  readonly rejected: Float64Array;
  /** Gradient evaluations so far. */
  readonly evaluations: Float64Array;
  readonly ending: FlowEnding;
  /** The time it came to. */
  readonly reached: number;
  readonly tolerance: number;
  /** How far it came, and at what expense. */
  readonly sentence: string;
}

/** A flow of the arrays it is kept as. */
export function flowOf(arrays: StudyArrays): Flow {
  const ending = flowEndings[numberOf(arrays, 'ending')] ?? 'stuck';
  const totals = arrayOf(arrays, 'totals');
  const time = arrayOf(arrays, 'time');
  const tolerance = numberOf(arrays, 'settings');
  const limit = numberOf(arrays, 'settings', 1);
  const reached = numberOf(arrays, 'reached');
  return {
    step: arrayOf(arrays, 'step'),
    time,
    distance: arrayOf(arrays, 'distance'),
    loss: arrayOf(arrays, 'loss'),
    runLoss: arrayOf(arrays, 'runLoss'),
    sharpness: arrayOf(arrays, 'sharpness'),
    steps: arrayOf(arrays, 'steps'),
    rejected: arrayOf(arrays, 'rejected'),
    evaluations: arrayOf(arrays, 'evaluations'),
    ending,
    reached,
    tolerance,
    sentence: sentenceOf(ending, { reached, last: time.at(-1) ?? 0, limit, totals }),
  };
}

interface Course {
  readonly reached: number;
  readonly last: number;
  readonly limit: number;
  /** Accepted steps, rejected steps, evaluations. */
  readonly totals: Float64Array;
}

function sentenceOf(ending: FlowEnding, { reached, last, limit, totals }: Course): string {
  const [steps, rejected, evaluations] = totals;
  const expense = `${steps} steps, ${rejected} more rejected, ${evaluations} gradient evaluations`;
  const short = (time: number): string => String(Number(time.toPrecision(4)));
  switch (ending) {
    case 'reached':
      return `The flow was followed to time ${short(last)}: ${expense}.`;
    case 'limit':
      return `The flow was followed to time ${short(reached)} of ${short(last)}, where the limit of ${limit} gradient evaluations was reached (${expense}). It is stiff there: ask for more evaluations, or a larger tolerance.`;
    case 'stuck':
      return `The flow was followed to time ${short(reached)} of ${short(last)}: beyond it no step keeps the tolerance, however short (${expense}). The gradient jumps there or is not finite, or the tolerance is below what the precision resolves.`;
  }
}
