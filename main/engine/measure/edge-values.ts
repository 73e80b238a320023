import { edge, gauge } from '../../../app/dynamics/edge.ts';
import { precisionMargin } from '../../../app/dynamics/resolution.ts';
import type { Precision } from '../../../app/experiment/experiment.ts';
import { optimizerRules, type OptimizerAtStep } from '../../../app/experiment/optimizer-rules.ts';
import { length } from '../curvature/vector.ts';
import { offsetAlong } from './iterates.ts';
import type { Moment } from './probe/probe.ts';

/** Edge, gauge and cycle at the iterate, by the settings of its step; none at a zero gradient, where SAM has no edge. */
export function edgeValues({
  gradients: { gradient },
  here,
  between,
  optimizer,
}: Moment): Record<string, number> {
  const norm = length(gradient);
  if (norm === 0) return {};
  const { value } = here.pairs[0]!;
  const predicted = {
    edge: edge(optimizer, norm),
    gauge: gauge(optimizer, value, norm),
    cycleAmplitude: cycleAmplitude(optimizer, between?.pairs[0]?.value ?? value),
  };
  return Object.fromEntries(
    Object.entries(predicted).filter((entry): entry is [string, number] => entry[1] !== null),
  );
}

/** By how much the bounce is above what the precision resolves. */
export function resolvedValues(
  { neighbourhood, between, optimizer }: Moment,
  precision: Precision,
): Record<string, number> {
  const leading = between?.pairs[0];
  if (!leading) return {};
  const { here } = neighbourhood;
  const amplitude =
    cycleAmplitude(optimizer, leading.value) || Math.abs(offsetAlong(neighbourhood, leading.vector) ?? 0);
  const margin = precisionMargin(precision, {
    amplitude,
    sharpness: leading.value,
    size: length(here),
    parameters: here.length,
  });
  return Number.isFinite(margin) ? { precisionMargin: margin } : {};
}

function cycleAmplitude(optimizer: OptimizerAtStep, sharpness: number): number | null {
  return optimizerRules[optimizer.kind].cycle(optimizer, sharpness)?.amplitude ?? null;
}
