import type { Comparison } from '../../../app/contract/contract.ts';
import type { Summary } from '../../../app/run/run.ts';
import { formatNumber } from '../../../app/format/number.ts';

/** A row of a table about the runs, in their order. */
export interface Row {
  readonly title: string;
  readonly hint: string;
  /** As the screen shows them. */
  readonly cells: readonly string[];
  /** The same in full, as a file holds them; empty where a run has none. */
  readonly values: readonly unknown[];
}

interface Statistic {
  readonly title: string;
  readonly hint: string;
}

const told: Partial<Record<keyof Summary, Statistic>> = {
  edgeCrossingStep: {
    title: 'reached edge at',
    hint: 'First measured step with λ₁ at or above the edge',
  },
  edgeRatio: {
    title: 'λ₁ / edge, late',
    hint: 'Sharpness over the edge, mean of the second half of the measurements',
  },
  edgeRatioSd: { title: '± of it', hint: 'Standard deviation of λ₁ / edge over the same measurements' },
  lateEdgeRatio: {
    title: 'λ₁ / edge, last 40 %',
    hint: 'Sharpness over the edge, mean of the late measurements',
  },
  finalSharpness: { title: 'λ₁, end', hint: 'Sharpness at the last measurement' },
  maxSharpness: { title: 'λ₁, greatest', hint: 'Greatest measured sharpness' },
  flipRate: {
    title: 'flips per step, late',
    hint: 'Share of the last 40 % of the steps whose δ changed sign, of those resolved; – where it cannot be resolved',
  },
  maskedShare: {
    title: 'steps not resolved',
    hint: 'Share of those steps whose δ is below what the precision resolves, or where u₁ changed',
  },
  oscillationAmplitude: { title: 'mean |δ|, late', hint: 'Mean |δ| over the last 40 % of the steps' },
  cycleRatio: { title: 'amplitude / predicted', hint: 'That amplitude over a = ηρλ₁/(2−ηλ₁)' },
  cycleStep: {
    title: 'on the cycle from',
    hint: 'First step from which |δ| stays within 10 % of a to the end',
  },
  contractionRate: {
    title: 'contraction a step',
    hint: 'On a quadratic: by what the distance from the cycle shrinks in a step, near it',
  },
  driftRatio: {
    title: 'drift / predicted',
    hint: 'Drift of the midpoint along −2κ∇λ₁ over its length, mean of the late measurements; 1 where theory holds',
  },
  driftAlignment: { title: 'cosine of both', hint: 'Cosine of the measured drift with −2κ∇λ₁' },
  sharpnessChange: { title: 'change of λ₁', hint: 'While the drift was measured, at the midpoints' },
  predictedSharpnessChange: {
    title: 'the same, predicted',
    hint: 'By the slope of the loss and the drift −2κ∇λ₁ along ∇λ₁',
  },
  closedFormSharpness: {
    title: 'λ₁, closed form',
    hint: 'On a toy: by the closed form of its drift, from the first midpoint on',
  },
  overlapMedian: { title: 'overlap of u₁', hint: 'Median overlap of each measured u₁ with the last' },
  precisionLostAt: {
    title: 'precision lost at',
    hint: 'First measured step at which the bounce is smaller than the precision resolves',
  },
  finalLoss: { title: 'loss, end', hint: 'Loss at the last step' },
  divergedAt: { title: 'diverged at', hint: 'Step at which the loss passed its limit' },
};

/** The derived statistics as rows of a table, in plain names; those no run has are left out. */
export function statistics(table: Comparison): Row[] {
  const values = new Map(table.statistics.map(({ name, values }) => [name, values]));
  const rows = (Object.entries(told) as [keyof Summary, Statistic][]).flatMap(([name, statistic]) => {
    const cells = values.get(name) ?? [];
    return cells.some((cell) => cell !== null)
      ? [{ ...statistic, cells: cells.map((cell) => formatNumber(cell, 3)), values: cells }]
      : [];
  });
  const distances = table.distances.flatMap(({ a, b, step, distance }) => {
    const last = distance.length - 1;
    if (table.runs.length !== 2 || last < 0) return [];
    return [
      {
        title: `‖w − w′‖ at step ${formatNumber(step[last])}`,
        hint: `Distance of the parameters of ${a} and ${b}`,
        cells: ['', formatNumber(distance[last])],
        values: [null, distance[last]],
      },
    ];
  });
  return [
    ...rows,
    {
      title: 'gradient evaluations',
      hint: 'One a step under GD, two under SAM; of others by their rule',
      cells: table.gradientEvaluations.map((count) => formatNumber(count)),
      values: table.gradientEvaluations,
    },
    ...distances,
  ];
}
