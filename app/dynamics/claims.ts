import { eigenvalueList } from '../experiment/eigenvalues.ts';
import { optimizerRules, plainSettings } from '../experiment/optimizer-rules.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Summary } from '../run/run.ts';
import { cycle } from './cycle.ts';
import { contractionRate, multiplicity } from './quadratic.ts';
import { cycleRegime } from './regime.ts';
import { toyOf } from './toy-of.ts';

/** A statement of theory beside what a run measured. */
export interface Claim {
  /** Of the three of paper A (theory.md): 1 the bounce, 2 that bounces descend on λ₁, 3 the drift to wide minima; null: an edge of stability. */
  readonly claim: 1 | 2 | 3 | null;
  readonly quantity: string;
  readonly symbol: string;
  readonly predicted: number;
  readonly measured: number;
  /** Where the prediction holds, or what it does not tell. */
  readonly remark: string;
}

/** What a run is asked. */
export interface ClaimSource {
  readonly experiment: Experiment;
  readonly summary: Summary;
}

/** Everything that theory says of a run and the run has measured. */
export function claims({ experiment, summary }: ClaimSource): Claim[] {
  const rows = [
    ...bounce(experiment, summary),
    ...edge(experiment, summary),
    ...drift(summary),
    ...toy(experiment, summary),
  ];
  return rows.flatMap(({ predicted, measured, ...row }) =>
    predicted === null || measured === null ? [] : [{ ...row, predicted, measured }],
  );
}

type Row = Omit<Claim, 'predicted' | 'measured'> & {
  readonly predicted: number | null;
  readonly measured: number | null;
};

function bounce(experiment: Experiment, summary: Summary): Row[] {
  const { optimizer, objective } = experiment;
  const { oscillationAmplitude, cycleRatio } = summary;
  // Nothing bounces by itself where no cycle was predicted: of mini-batches, without a radius, beyond the limit of ηλ₁.
  if (optimizerRules[optimizer.kind].cycleFormula === null || !cycleRatio) return [];
  const eigenvalues = objective.kind === 'quadratic' ? eigenvalueList(objective.eigenvalues) : null;
  const isMultiple = eigenvalues !== null && multiplicity(eigenvalues) > 1;
  const rows: Row[] = [
    {
      claim: 1,
      quantity: 'amplitude of the bounce',
      symbol: 'a',
      // Of a multiple λ₁ it is shared out among its eigenvectors as the start has it.
      predicted: oscillationAmplitude !== null && !isMultiple ? oscillationAmplitude / cycleRatio : null,
      measured: oscillationAmplitude,
      remark: cycleRegime(optimizer, summary.finalSharpness, eigenvalues),
    },
    {
      claim: 1,
      quantity: 'share of steps that change sides',
      symbol: 'flip rate',
      predicted: 1,
      measured: summary.flipRate,
      remark: 'of the late steps, where the precision resolves it',
    },
  ];
  const settings = plainSettings(optimizer);
  if (eigenvalues === null || !settings || Math.min(...eigenvalues) < 0) return rows;
  const { stepSize, radius } = settings;
  const sharpness = Math.max(...eigenvalues);
  const found = cycle(stepSize, radius, sharpness);
  return [
    ...rows,
    {
      claim: 1,
      quantity: 'loss on the cycle',
      symbol: '½λ₁a²',
      predicted: found && 0.5 * sharpness * found.amplitude ** 2,
      measured: summary.finalLoss,
      remark: 'at the last step',
    },
    {
      claim: 1,
      quantity: 'contraction to the cycle a step',
      symbol: 'max|m|',
      predicted: contractionRate(stepSize, eigenvalues),
      measured: summary.contractionRate,
      remark: 'near the cycle',
    },
  ];
}

/** Of a run whose sharpness has come to its edge; on a quadratic it cannot move. */
function edge({ objective }: Experiment, { lateEdgeRatio, edgeCrossingStep }: Summary): Row[] {
  if (objective.kind === 'quadratic' || edgeCrossingStep === null) return [];
  return [
    {
      claim: null,
      quantity: 'sharpness over its edge',
      symbol: 'λ₁/edge',
      predicted: 1,
      measured: lateEdgeRatio,
      remark: 'on SAM’s cycle it is 1 on every quadratic: no evidence by itself that λ₁ came to its edge',
    },
  ];
}

const NO_CHANGE = 1e-9; // of λ₁: a change below it is rounding

function drift(summary: Summary): Row[] {
  const { driftRatio, driftAlignment, finalSharpness, sharpnessChange, predictedSharpnessChange } = summary;
  const stays = Math.abs(sharpnessChange ?? 0) < NO_CHANGE * Math.abs(finalSharpness ?? 0);
  return [
    {
      claim: 2,
      quantity: 'drift of the middle over −2κ∇λ₁',
      symbol: 'ratio',
      predicted: 1,
      measured: driftRatio,
      remark: 'mean of the late measurements, off u₁',
    },
    {
      claim: 2,
      quantity: 'direction of the drift',
      symbol: 'cos',
      predicted: 1,
      measured: driftAlignment,
      remark: 'cosine with −∇λ₁ = −D³ℓ(u₁,u₁,·)',
    },
    {
      claim: 3,
      quantity: 'change of the sharpness',
      symbol: 'Δλ₁',
      predicted: predictedSharpnessChange,
      measured: stays ? null : sharpnessChange,
      remark: 'over the measurements; slope of the loss and drift along ∇λ₁',
    },
  ];
}

function toy(experiment: Experiment, { closedFormSharpness, midpointSharpness }: Summary): Row[] {
  const found = toyOf(experiment);
  if (!found) return [];
  return [
    {
      claim: 3,
      quantity: 'sharpness of the middle at the end, closed form',
      symbol: 'λ₁',
      predicted: closedFormSharpness,
      measured: midpointSharpness,
      remark: `of the ${found.name}, from the first measured midpoint on; error O(ρ²)`,
    },
  ];
}
