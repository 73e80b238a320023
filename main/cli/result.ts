import { wayText } from '../../app/run/execution.ts';
import { stateOf } from '../../app/run/phase.ts';
import type { Run } from '../../app/run/run.ts';
import { duration, jsonLine, short } from './format.ts';
import { claimsOf, claimTable } from './theory.ts';

/** A run's result as `run --json` prints it (docs/command-line.md). */
export function resultLine(run: Run): string {
  return jsonLine({
    id: run.id,
    name: run.name,
    status: run.status,
    steps: run.step,
    seconds: run.seconds,
    stepsPerSecond: run.seconds > 0 ? run.step / run.seconds : null,
    backend: run.execution?.backend ?? null,
    precision: run.execution?.precision ?? run.experiment.precision,
    mode: run.execution?.mode ?? null,
    device: run.execution?.device ?? null,
    reason: run.execution?.reason ?? null,
    candidates: run.execution?.candidates ?? [],
    summary: run.summary,
    claims: claimsOf(run),
    costs: run.costs,
    ...(run.problem && { problem: run.problem }),
  });
}

/** The same for people. */
export function resultText(run: Run): string {
  const by =
    run.execution && `${wayText(run.execution)}, ${run.execution.precision}, ${run.execution.device}`;
  const rate = run.seconds > 0 ? `, ${short(Math.round(run.step / run.seconds))} steps/s` : '';
  const head = `${run.id}  ${run.name}: ${stateOf(run)} after ${run.step} steps in ${duration(run.seconds)}${rate}`;
  return [
    by ? `${head} (${by})` : head,
    run.summary && `  ${statistics(run)}`,
    indented(claimTable(run)),
    run.problem && indented(run.problem.message),
  ]
    .filter(Boolean)
    .join('\n');
}

function indented(text: string): string {
  return text && `  ${text.replaceAll('\n', '\n  ')}`;
}

function statistics({ summary }: Run): string {
  if (!summary) return '';
  return [
    `loss ${short(summary.finalLoss)}`,
    `sharpness ${short(summary.finalSharpness)}`,
    `edge ratio ${short(summary.edgeRatio)} ± ${short(summary.edgeRatioSd)}`,
    `flip rate ${short(summary.flipRate)}`,
  ].join(', ');
}
