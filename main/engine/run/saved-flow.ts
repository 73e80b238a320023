import * as v from 'valibot';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { CompanionState } from '../measure/probe/flow.ts';

/** What of a gradient flow beside a run is numbers, as checkpoints keep it. */
export const SavedFlow = v.object({
  step: v.number(),
  sharpness: v.number(),
  ended: v.boolean(),
  time: v.number(),
  next: v.number(),
  lastError: v.number(),
  steps: v.number(),
  rejected: v.number(),
  evaluations: v.number(),
});
export type SavedFlow = v.InferOutput<typeof SavedFlow>;

const POINT = 'flow/point';
const SLOPE = 'flow/slope';
const EIGENVECTOR = 'flow/eigenvector/';

/** Its numbers. */
export function flowNumbers({ flow, step, sharpness, ended }: CompanionState): SavedFlow {
  const { time, next, lastError, steps, rejected, evaluations } = flow;
  return { step, sharpness, ended, time, next, lastError, steps, rejected, evaluations };
}

/** Its vectors, copied. */
export function flowArrays({ flow: { point, slope }, eigenvectors }: CompanionState): NamedArray[] {
  const vectors = [
    [POINT, point] as const,
    ...(slope ? [[SLOPE, slope] as const] : []),
    ...eigenvectors.map((vector, i) => [`${EIGENVECTOR}${i + 1}`, vector] as const),
  ];
  return vectors.map(([name, values]) => ({ name, shape: [values.length], values: values.slice() }));
}

/** Both put together again. @param take the values of an array of the checkpoint; null where it has none of the name */
export function savedFlow(
  { step, sharpness, ended, ...numbers }: SavedFlow,
  take: (name: string) => Float64Array | null,
): CompanionState | null {
  const point = take(POINT);
  if (!point) return null;
  const eigenvectors: Float64Array[] = [];
  for (let rank = 1, vector = take(`${EIGENVECTOR}1`); vector; vector = take(`${EIGENVECTOR}${++rank}`))
    eigenvectors.push(vector);
  return { step, sharpness, ended, eigenvectors, flow: { ...numbers, point, slope: take(SLOPE) } };
}
