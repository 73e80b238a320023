import type { Experiment } from '../experiment/experiment.ts';
import { flipRate, longestStreak, markFlips } from '../series/flips.ts';
import type { SeriesPoints } from '../series/flips.ts';
import type { RunStatus, Summary } from './run.ts';
import { contractionRate, cycleStep, sharpnessChanges } from './theory-statistics.ts';

/** What derived statistics are made from. */
export interface SummarySource {
  readonly experiment: Experiment;
  readonly status: RunStatus;
  /** Steps done. */
  readonly step: number;
  /** A recorded series at least from step `from` on; empty where it was not recorded. */
  read(name: string, from: number): SeriesPoints;
}

/** Flips and amplitudes are taken over the last 40 % of the steps. */
const LATE = 0.4;

/** The derived statistics of a run; docs/series.md defines each. */
export function summarize(source: SummarySource): Summary {
  const { status, step } = source;
  const late = step * (1 - LATE);
  const sharpness = source.read('sharpness', 0);
  const ratios = edgeRatios(sharpness, source.read('edge', 0));
  const secondHalf = ratios.value.slice(Math.floor(ratios.value.length / 2)).filter(Number.isFinite);
  const crossing = ratios.value.findIndex((ratio) => ratio >= 1);
  const oscillation = source.read('oscillation', 0);
  const marks = markFlips({
    oscillation,
    oscillationFloor: source.read('oscillationFloor', 0),
    overlap: source.read('overlap', 0),
  });
  const flips = flipRate(marks, late);
  const reached = cycleStep(source);
  const amplitude = meanSize(oscillation, late);
  const predicted = meanSize(source.read('cycleAmplitude', late), late);
  const measured = sharpness.value.filter((value) => !Number.isNaN(value));
  const lateRatios = ratios.value.filter((ratio, i) => ratios.step[i]! >= late && Number.isFinite(ratio));
  const overlaps = source.read('overlap', 0).value.toSorted();
  const margin = source.read('precisionMargin', 0);
  const lost = margin.value.findIndex((value) => value < 1);
  return {
    finalLoss: finalLoss(source),
    finalSharpness: sharpness.value.at(-1) ?? null,
    maxSharpness: measured.length === 0 ? null : measured.reduce((max, value) => Math.max(max, value)),
    edgeRatio: mean(secondHalf),
    edgeRatioSd: standardDeviation(secondHalf),
    lateEdgeRatio: mean(lateRatios),
    lateEdgeRatioSd: standardDeviation(lateRatios),
    flipRate: flips.rate,
    maskedShare: flips.maskedShare,
    flipStreak: longestStreak(marks),
    period: flips.rate ? 2 / flips.rate : null,
    oscillationAmplitude: amplitude,
    cycleRatio: amplitude === null || !predicted ? null : amplitude / predicted,
    cycleStep: reached,
    contractionRate: contractionRate(source),
    driftAlignment: lateMean(source, 'driftAlignment', late),
    driftRatio: lateMean(source, 'driftRatio', late),
    ...sharpnessChanges(source, reached),
    ...closedForm(source),
    overlapLow: quantile(overlaps, 0.05),
    overlapMedian: quantile(overlaps, 0.5),
    precisionLostAt: lost === -1 ? null : margin.step[lost]!,
    edgeCrossingStep: crossing === -1 ? null : ratios.step[crossing]!,
    divergedAt: status === 'diverged' ? step : null,
  };
}

const empty: Summary = {
  finalLoss: null,
  finalSharpness: null,
  maxSharpness: null,
  edgeRatio: null,
  edgeRatioSd: null,
  lateEdgeRatio: null,
  lateEdgeRatioSd: null,
  flipRate: null,
  maskedShare: null,
  flipStreak: null,
  period: null,
  oscillationAmplitude: null,
  cycleRatio: null,
  cycleStep: null,
  contractionRate: null,
  driftAlignment: null,
  driftRatio: null,
  sharpnessChange: null,
  predictedSharpnessChange: null,
  closedFormSharpness: null,
  midpointSharpness: null,
  overlapLow: null,
  overlapMedian: null,
  precisionLostAt: null,
  edgeCrossingStep: null,
  divergedAt: null,
};

/** Statistics as any version stored them: those that it did not know are null. */
export function completeSummary(stored: Partial<Summary>): Summary {
  return { ...empty, ...stored };
}

/** Of all examples where the last step was of a mini-batch and measured; else as the step has it. */
function finalLoss(source: SummarySource): number | null {
  const whole = source.read('fullLoss', source.step);
  if (whole.step.at(-1) === source.step) return whole.value.at(-1) ?? null;
  return source.read('loss', source.step - 1).value.at(-1) ?? source.read('loss', 0).value.at(-1) ?? null;
}

/** Sharpness over edge at the steps where both were measured. */
function edgeRatios(sharpness: SeriesPoints, edge: SeriesPoints): SeriesPoints {
  const edges = new Map(Array.from(edge.step, (step, i) => [step, edge.value[i]!]));
  const kept = Array.from(sharpness.step.keys()).filter((i) => edges.has(sharpness.step[i]!));
  return {
    step: Float64Array.from(kept, (i) => sharpness.step[i]!),
    value: Float64Array.from(kept, (i) => sharpness.value[i]! / edges.get(sharpness.step[i]!)!),
  };
}

/** Mean absolute value of those that are finite, from step `from` on; null without any. A plain loop: there may be millions, every few seconds. */
function meanSize({ step, value }: SeriesPoints, from: number): number | null {
  let [sum, count] = [0, 0];
  for (let i = 0; i < value.length; i++) {
    if (step[i]! < from || !Number.isFinite(value[i]!)) continue;
    sum += Math.abs(value[i]!);
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** Both at the last measured midpoint: the sides of the bounce that lie about it have other sharpnesses. */
function closedForm(source: SummarySource): Pick<Summary, 'closedFormSharpness' | 'midpointSharpness'> {
  const midpoints = source.read('midpointSharpness', 0);
  const predicted = source.read('closedFormSharpness', 0);
  const at = predicted.step.indexOf(midpoints.step.at(-1) ?? NaN);
  return {
    closedFormSharpness: predicted.value[at] ?? null,
    midpointSharpness: midpoints.value.at(-1) ?? null,
  };
}

function lateMean(source: SummarySource, name: string, late: number): number | null {
  const { step, value } = source.read(name, late);
  return mean(value.filter((one, i) => step[i]! >= late && Number.isFinite(one)));
}

/** Of sorted values, the nearest. */
function quantile(sorted: Float64Array, share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.round(share * (sorted.length - 1))]!;
}

function mean(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample: n − 1 in the denominator. */
function standardDeviation(values: Float64Array): number | null {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
