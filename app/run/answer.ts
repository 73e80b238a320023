import { batchSize } from '../experiment/batch.ts';
import { formatNumber } from '../format/number.ts';
import type { Run } from './run.ts';

/** From this share of flips a run bounces at nearly every step; up to the other it does not. */
const BOUNCES = 0.9;
const RESTS = 0.1;
/** Of a ratio; a smaller spread is no news. */
const LEAST_SPREAD = 1e-3;

/**
 * What a run came to, in sentences of plain words after its name: whether it reached its edge, how it oscillates, what it cost. What the run could not
 * resolve is said to be so; none where it has no summary yet.
 * @param evaluations gradient evaluations, null where they are not known
 */
export function answersOf({ experiment, step, summary }: Run, evaluations: number | null): string[] {
  if (summary === null) return [];
  const { divergedAt, finalLoss } = summary;
  const loss = finalLoss === null ? '' : `Loss ${formatNumber(finalLoss)} at the end. `;
  const of = batchSize(experiment) === null ? '' : ' of a batch each';
  const cost = evaluations === null ? '' : `, ${formatNumber(evaluations)} gradient evaluations${of}`;
  return [
    edge(summary),
    oscillation(summary),
    divergedAt === null
      ? `${loss}${formatNumber(step)} of ${formatNumber(experiment.steps)} steps${cost}.`
      : `Diverged at step ${formatNumber(divergedAt)}${cost}.`,
  ];
}

type Summary = NonNullable<Run['summary']>;

function edge({ edgeCrossingStep, lateEdgeRatio: late, lateEdgeRatioSd: sd }: Summary): string {
  if (late === null) return 'Its edge was not measured.';
  const spread = sd !== null && sd > LEAST_SPREAD * late ? ` ± ${formatNumber(sd, 2)}` : '';
  const ratio = `λ₁ is ${formatNumber(late, 3)}${spread} of it late in the run`;
  return edgeCrossingStep === null
    ? `Never reached its edge: ${ratio}.`
    : `Reached its edge at step ${formatNumber(edgeCrossingStep)}; ${ratio}.`;
}

function oscillation({ flipRate, oscillationAmplitude, cycleRatio }: Summary): string {
  if (flipRate === null) return 'Whether it bounces cannot be resolved.';
  const flips = `${formatNumber(100 * flipRate, 3)} % of the late steps change sides`;
  if (flipRate <= RESTS) return `Does not bounce: ${flips}.`;
  const size = oscillationAmplitude === null ? '' : `, |δ| = ${formatNumber(oscillationAmplitude, 3)}`;
  const predicted = cycleRatio === null ? '' : `, ${formatNumber(cycleRatio, 3)} of the predicted amplitude`;
  return `${flipRate >= BOUNCES ? 'Bounces' : 'Bounces at times'}: ${flips}${size}${predicted}.`;
}

/** In what the settings differ, by their names; null where they do not. */
export function differenceOf(names: readonly string[]): string | null {
  const last = names.at(-1);
  if (last === undefined) return null;
  const before = names.slice(0, -1).join(', ');
  return `They differ in ${before === '' ? last : `${before} and ${last}`}.`;
}
